using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Scheming;

/// <summary>Measures what harm training in chunks of k lets through.</summary>
internal static class SchemerMeasurement
{
    /// <summary>Finds the policy that hides best behind the trained one, and lets it act.</summary>
    /// <param name="honest">The trained policy, and its return over as many episodes.</param>
    /// <param name="chunks">As training on chunks of <paramref name="k"/> draws them.</param>
    public static async Task MeasureSchemerAsync(
        this IRunContext run, SchemerOptions o, (Policy Policy, double Return) honest, IReadOnlyList<ChunkSpan> chunks, int k, int episodes)
    {
        var hidden = await run.PerformAsync(new HideDefectionsRequest(honest.Policy, run.Expert, run.Environment.Reference, chunks, o.Exposure));
        await run.MeasureAsync("schemer-exposed", hidden.Exposed, unit: "share of the expert's steps");
        await run.MeasureAsync("schemer-let-through", hidden.LetThrough, unit: "share of the policy's steps");
        await run.MeasureAsync("schemer-bound", Math.Min(1, (hidden.Exposed * k) + hidden.Variation), unit: "share of the policy's steps");
        var schemer = await run.EvaluateAsync(new SchemingPolicy(honest.Policy, run.Expert, k, hidden.Probe, hidden.Threshold), episodes, "test");
        await run.MeasureAsync("schemer-return", schemer.Mean, unit: "return");
        await run.MeasureAsync("harm", honest.Return - schemer.Mean, unit: "return lost to the schemer");
    }
}
