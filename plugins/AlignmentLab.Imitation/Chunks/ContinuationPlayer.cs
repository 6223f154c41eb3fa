using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>Plays continuations of an expert or of a policy from the policy's states, and says of each step how likely it was to both.</summary>
internal sealed class ContinuationPlayer
{
    private readonly HandedEpisode _episode;
    private readonly Likelihoods _likelihoods;

    private ContinuationPlayer(IEnvironment environment, IDistributionActor policy, IDistributionActor expert, int choices)
    {
        (Expert, Policy, Choices, ObservationSize) = (expert, policy, choices, environment.ObservationSpace.Dimension);
        _episode = new HandedEpisode(environment, policy, expert);
        _likelihoods = new Likelihoods(expert, policy, choices);
    }

    public IDistributionActor Expert { get; }

    public IDistributionActor Policy { get; }

    public int Choices { get; }

    public int ObservationSize { get; }

    /// <exception cref="WorkFailedException">The actions are no choices, or one of the two does not say how likely each is.</exception>
    public static async Task<ContinuationPlayer> OpenAsync(IEffectScope scope, EnvironmentRef reference, Policy policy, ExpertRef expert, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(reference);
        return environment.ActionSpace is DiscreteSpace { Count: var choices }
            && await scope.OpenPolicyAsync(policy, reference, cancellationToken) is IDistributionActor own
            && await scope.OpenPolicyAsync(new ExpertPolicy(expert), reference, cancellationToken) is IDistributionActor his
                ? new ContinuationPlayer(environment, own, his, choices)
                : throw new WorkFailedException(
                    $"Continuations are compared by how likely each choice is, which expert {expert.Name} and the policy must both say of discrete actions; one of them does not.");
    }

    /// <param name="by">Who goes on: one of the two.</param>
    /// <returns>Null where the episode ended before.</returns>
    public Continuation? Play(RandomStream random, int start, int length, IDistributionActor by)
    {
        var (ratios, divergences, ratio) = (new double[length], new double[length], 0.0);
        var steps = _episode.Play(random, start, length, by, (step, observation, action) =>
        {
            _likelihoods.Observe(observation);
            ratio += _likelihoods.LogRatio((int)action[0]);
            (ratios[step - start], divergences[step - start]) = (ratio, _likelihoods.Divergence());
        });
        return steps == length ? new Continuation(start, [.. _episode.Observation], ratios, divergences) : null;
    }
}
