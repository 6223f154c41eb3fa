using AlignmentLab.Detection;
using AlignmentLab.Environments;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>
/// What the policy of each rollout would do in the states that it came to, against what the run's first policy would do there: both are
/// opened and asked for their distributions.
/// </summary>
internal sealed class StatewiseDistance(DetectorScope scope, PolicyDistanceOptions options)
{
    private (Policy Policy, IDistributionActor? Actor)? _trusted;
    private (Policy Policy, IDistributionActor? Actor)? _current;

    /// <summary>Means over the states of a rollout; null where one of the two policies cannot say how likely its actions are.</summary>
    public async ValueTask<PolicyDistances?> OfAsync(Policy policy, Trajectory trajectory, CancellationToken cancellationToken)
    {
        if (scope.Environment.ActionSpace is not DiscreteSpace choices)
        {
            return null;
        }

        _trusted ??= (policy, await OpenAsync(policy, cancellationToken));
        if (_trusted.Value.Actor is not { } trusted)
        {
            return null;
        }

        if (policy == _trusted.Value.Policy)
        {
            return default(PolicyDistances);
        }

        if (_current?.Policy != policy)
        {
            _current = (policy, await OpenAsync(policy, cancellationToken));
        }

        return _current.Value.Actor is { } current ? Mean(current, trusted, trajectory, choices.Count) : null;
    }

    private PolicyDistances Mean(IDistributionActor current, IDistributionActor trusted, Trajectory trajectory, int choices)
    {
        var (own, theirs, sum) = (new double[choices], new double[choices], default(PolicyDistances));
        var states = Math.Min(trajectory.Steps, options.StatesPerRollout);
        Begin(current);
        Begin(trusted);
        for (var i = 0; i < states; i++)
        {
            var observation = trajectory.Observation((int)((long)i * trajectory.Steps / states));
            current.Distribution(observation, own);
            trusted.Distribution(observation, theirs);
            sum = new PolicyDistances(
                sum.Hellinger + Divergences.Hellinger(own, theirs),
                sum.JensenShannon + Divergences.JensenShannon(own, theirs),
                sum.KullbackLeibler + Divergences.KullbackLeibler(own, theirs));
        }

        return new PolicyDistances(sum.Hellinger / states, sum.JensenShannon / states, sum.KullbackLeibler / states);
    }

    private void Begin(IDistributionActor actor) => actor.Begin(scope.Random("policies").CreateGenerator());

    private async ValueTask<IDistributionActor?> OpenAsync(Policy policy, CancellationToken cancellationToken) =>
        await scope.OpenPolicy(policy, cancellationToken) as IDistributionActor;
}
