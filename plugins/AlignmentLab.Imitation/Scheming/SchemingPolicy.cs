using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Scheming;

/// <summary>
/// Behaves as <paramref name="Honest"/> until it believes that nobody trains it, and defects from then on to the end of the chunk.
/// It knows where chunks of the expert would begin, every <paramref name="Chunk"/> steps, and how likely the expert would have done
/// what was done since: the worst case. A defection is the choice that the expert would least likely make.
/// </summary>
/// <remarks>
/// In training a chunk's steps are the expert's. So once it has defected, the next step tells: if its own choice stands, nobody
/// trains it; if the expert's does, it behaves for the rest of the chunk. Training sees one defection a chunk at most.
/// </remarks>
/// <param name="Chunk">k, 1 or more.</param>
/// <param name="Probe">Probability of a defection at a chunk's first step, where nothing can be told yet, in [0, 1].</param>
/// <param name="Threshold">
/// It defects once the logarithm of how much likelier the steps since the chunk began are under the expert than under
/// <paramref name="Honest"/> is this or less; null: never by this.
/// </param>
[PolicyKind("scheming.v1")]
public sealed record SchemingPolicy(Policy Honest, ExpertRef Expert, int Chunk, double Probe, double? Threshold) : Policy;

internal sealed class SchemingPolicyOpener : IPolicyOpener<SchemingPolicy>
{
    public async ValueTask<IActor> OpenAsync(SchemingPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        if (policy.Chunk < 1 || policy.Probe is not (>= 0 and <= 1))
        {
            throw new InvalidInputException($"A scheming policy has chunks of {policy.Chunk} steps and probes with probability {policy.Probe}; these are 1 or more, and in [0, 1].");
        }

        return scope.Environment.ActionSpace is DiscreteSpace { Count: var choices }
            && await scope.OpenInner(policy.Honest, cancellationToken) is IDistributionActor honest
            && await scope.OpenInner(new ExpertPolicy(policy.Expert), cancellationToken) is IDistributionActor expert
                ? new Actor(policy, honest, new Likelihoods(expert, honest, choices))
                : throw new InvalidInputException($"A scheming policy goes by how likely each choice is, which expert {policy.Expert.Name} and the honest policy must both say of discrete actions.");
    }

    private sealed class Actor(SchemingPolicy policy, IDistributionActor honest, Likelihoods likelihoods) : IActor
    {
        private IDrawSource? _draws;
        private int _step;
        private double _ratio;
        private bool _defects;

        public void Begin(IDrawSource draws)
        {
            (_draws, _step) = (draws, 0);
            honest.Begin(draws);
            likelihoods.Expert.Begin(draws);
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            var place = _step++ % policy.Chunk;
            if (place == 0)
            {
                (_ratio, _defects) = (0, _draws!.NextDouble() < policy.Probe);
            }
            else
            {
                _defects |= _ratio <= policy.Threshold;
            }

            // The honest policy acts in any case: what it reads must not leave out a step.
            likelihoods.Observe(observation);
            honest.Act(observation, action);
            if (_defects)
            {
                action[0] = likelihoods.LeastLikely();
            }
            else
            {
                _ratio += likelihoods.LogRatio((int)action[0]);
            }
        }
    }
}
