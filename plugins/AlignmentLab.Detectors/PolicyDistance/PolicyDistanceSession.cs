using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>The rollouts and labels of one run; one finding at most for each way to tell a distance.</summary>
internal sealed class PolicyDistanceSession : IDetectorSession
{
    private readonly DetectorScope _scope;
    private readonly StatewiseDistance _statewise;
    private readonly StatewiseSeries _byState;
    private readonly FrequencyDistance _byFrequency;
    private readonly DistanceSeries _fromExpert;

    public PolicyDistanceSession(PolicyDistanceOptions options, DetectorScope scope)
    {
        // The three share the level.
        var alpha = options.Alpha / 3;
        (_scope, _statewise, _byState) = (scope, new StatewiseDistance(scope, options), new StatewiseSeries(options, alpha));
        _byFrequency = new FrequencyDistance(scope.Environment.ActionSpace, options, alpha);
        _fromExpert = new DistanceSeries("expert", "the expert's", "labels", options, alpha);
    }

    public async ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        switch (observed.Request, observed.Result)
        {
            case (_, LabeledRollout { Count: > 0 } labels):
                return _fromExpert.Take(observed, (double)labels.Disagreements / labels.Count, pooled: null);
            case (RolloutRequest request, Rollout { Steps: > 0 } rollout):
                var trajectory = Trajectory.FromBytes(await _scope.Artifacts.ReadAsync(rollout.Trajectory, cancellationToken));
                var distances = await _statewise.OfAsync(request.Policy, trajectory, cancellationToken);
                var byFrequency = _byFrequency.Take(observed, trajectory, isCompared: distances is null);
                return distances is { } known ? _byState.Take(observed, known) : byFrequency;
            default:
                return [];
        }
    }
}
