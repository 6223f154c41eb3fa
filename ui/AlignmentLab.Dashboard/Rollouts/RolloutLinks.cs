using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Dashboard.Rollouts;

/// <summary>Addresses of rollouts.</summary>
public static class RolloutLinks
{
    /// <summary>Where a rollout, or an episode of an evaluation, is watched.</summary>
    /// <param name="state">The state to begin with; null: the first.</param>
    /// <param name="episode">Which episode, from 1; null: the first.</param>
    public static string Watch(RunId run, CallId call, int? state = null, int? episode = null)
    {
        string[] query = [.. episode is { } number ? [$"episode={number}"] : (string[])[], .. state is { } at ? [$"step={at}"] : (string[])[]];
        return $"/runs/{run}/rollouts/{string.Join('/', call.Value.Split('/').Select(Uri.EscapeDataString))}{(query.Length > 0 ? "?" + string.Join('&', query) : "")}";
    }
}
