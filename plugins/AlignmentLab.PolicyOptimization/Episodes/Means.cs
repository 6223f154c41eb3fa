using System.Text.Json.Nodes;

namespace AlignmentLab.PolicyOptimization.Episodes;

/// <summary>Means over episodes.</summary>
internal static class Means
{
    /// <summary>What is recorded for audit beside a result; null where the environment hides nothing.</summary>
    public static JsonObject? Hidden(IReadOnlyCollection<Episode> episodes) => episodes.Any(e => e.HiddenPerformance is null)
        ? null
        : new JsonObject { ["learning-performance"] = episodes.Average(e => e.HiddenPerformance!.Value) };
}
