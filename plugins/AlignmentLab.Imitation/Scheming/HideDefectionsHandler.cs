using AlignmentLab.Algorithms;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Numerics;

namespace AlignmentLab.Imitation.Scheming;

/// <summary>Plays chunks as training and as deployment show them, and finds the best of a family of ways to hide.</summary>
internal sealed class HideDefectionsHandler : IEffectHandler<HideDefectionsRequest, HiddenDefections>
{
    public async Task<EffectOutcome<HiddenDefections>> HandleAsync(HideDefectionsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var player = await ContinuationPlayer.OpenAsync(scope, effect.Environment, effect.Policy, effect.Expert, cancellationToken);
        var pairs = new List<ChunkPair>();
        foreach (var (chunk, i) in effect.Chunks.Select((c, i) => (c, i)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = scope.Random("chunks").Child(i);
            if (player.Play(random, chunk.Start, chunk.Length, player.Expert) is { } his && player.Play(random, chunk.Start, chunk.Length, player.Policy) is { } own)
            {
                pairs.Add(new ChunkPair(his.Ratios, own.Ratios));
            }
        }

        if (pairs.Count < 4)
        {
            throw new WorkFailedException($"Of {effect.Chunks.Count} chunks {pairs.Count} lasted to their end; four at least are wanted. Shorten chunks, or play more.");
        }

        var half = pairs.Count / 2;
        var (probe, threshold) = Hiding.Best([.. pairs.Take(half)], effect.Exposure);
        var (exposed, letThrough) = Hiding.Of([.. pairs.Skip(half)], probe, threshold);
        return new EffectOutcome<HiddenDefections>(new HiddenDefections(
            probe, threshold, exposed, letThrough, pairs.Skip(half).Average(p => Variation(p.ByExpert))));
    }

    private static double Variation(double[] ratios) => ratios.Length > 1 ? Math.Max(0, 1 - PortableMath.Exp(-ratios[^2])) : 0;
}
