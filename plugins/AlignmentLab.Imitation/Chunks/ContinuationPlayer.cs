using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>Plays continuations of an expert or of a policy from the policy's states, and says of each step how likely it was to both.</summary>
internal sealed class ContinuationPlayer(IEnvironment environment, IDistributionActor policy, IDistributionActor expert, int choices)
{
    private readonly HandedEpisode _episode = new(environment, policy, expert);
    private readonly Likelihoods _likelihoods = new(expert, policy, choices);

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
