using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Scheming;

/// <summary>Plays chunks as training and as deployment show them, and finds the best of a family of ways to hide.</summary>
internal sealed class HideDefectionsHandler : IEffectHandler<HideDefectionsRequest, HiddenDefections>
{
    public async Task<EffectOutcome<HiddenDefections>> HandleAsync(HideDefectionsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        if (environment.ActionSpace is not DiscreteSpace { Count: var choices }
            || await scope.OpenPolicyAsync(effect.Policy, effect.Environment, cancellationToken) is not IDistributionActor policy
            || await scope.OpenPolicyAsync(new ExpertPolicy(effect.Expert), effect.Environment, cancellationToken) is not IDistributionActor expert)
        {
            throw new WorkFailedException(
                $"A schemer goes by how likely each choice is, which expert {effect.Expert.Name} and the policy must both say of discrete actions; one of them does not.");
        }

        var player = new ContinuationPlayer(environment, policy, expert, choices);
        var pairs = new List<ChunkPair>();
        foreach (var (chunk, i) in effect.Chunks.Select((c, i) => (c, i)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = scope.Random("chunks").Child(i);
            if (player.Play(random, chunk.Start, chunk.Length, expert) is { } his && player.Play(random, chunk.Start, chunk.Length, policy) is { } own)
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
