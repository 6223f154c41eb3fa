using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Dashboard.Rollouts;

/// <summary>Addresses of rollouts.</summary>
public static class RolloutLinks
{
    /// <summary>Where a rollout is watched.</summary>
    /// <param name="state">The state to begin with; null: the first.</param>
    public static string Watch(RunId run, CallId call, int? state = null) =>
        $"/runs/{run}/rollouts/{string.Join('/', call.Value.Split('/').Select(Uri.EscapeDataString))}{(state is { } at ? $"?step={at}" : "")}";
}
