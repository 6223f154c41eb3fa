using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Execution;

namespace AlignmentLab.Host.Differences;

/// <summary>A replay's divergence for people: the fields that differ, or both sides where the difference lies elsewhere.</summary>
internal static class DivergenceText
{
    public static string Of(RunId run, ReplayDivergence divergence)
    {
        var about = divergence.Type is { } type ? $", {type} {divergence.Call}".TrimEnd() : "";
        return $"Diverged: {run} at version {divergence.Version}{about}.\n" + (divergence.Fields.Count > 0
            ? "  recorded -> now\n" + FieldText.Of(divergence.Fields, "  ")
            : $"  recorded: {divergence.Expected}\n  now:      {divergence.Actual}");
    }
}
