using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>The rollouts and labels of one run; one finding at most for each trusted policy.</summary>
internal sealed class PolicyDistanceSession : IDetectorSession
{
    private readonly PolicyDistanceOptions _options;
    private readonly DetectorScope _scope;
    private readonly DistanceSeries _fromFirst;
    private readonly DistanceSeries _fromExpert;
    private readonly ActionDistribution _reference;
    private readonly Queue<Trajectory> _newest = new();
    private int _referenced;

    public PolicyDistanceSession(PolicyDistanceOptions options, DetectorScope scope)
    {
        (_options, _scope, _reference) = (options, scope, new ActionDistribution(scope.Environment.ActionSpace));

        // Both trusted policies share the level.
        _fromFirst = new DistanceSeries("first-policy", "those of the first rollouts", options, options.Alpha / 2);
        _fromExpert = new DistanceSeries("expert", "the expert's", options, options.Alpha / 2);
    }

    public async ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        switch (observed.Result)
        {
            case LabeledRollout { Count: > 0 } labels:
                return _fromExpert.Take(observed, (double)labels.Disagreements / labels.Count, pooled: null);
            case Rollout { Steps: > 0 } rollout when !_fromFirst.IsFound:
                return Take(observed, Trajectory.FromBytes(await _scope.Artifacts.ReadAsync(rollout.Trajectory, cancellationToken)));
            default:
                return [];
        }
    }

    private IReadOnlyList<Finding> Take(Observed observed, Trajectory trajectory)
    {
        if (_referenced < _options.BaseSize)
        {
            _reference.Add(trajectory);
            _referenced++;
            _fromFirst.Reference(observed);
            return [];
        }

        _newest.Enqueue(trajectory);
        if (_newest.Count > _options.BaseSize)
        {
            _newest.Dequeue();
        }

        return _fromFirst.Take(observed, Of([trajectory]).Hellinger(_reference), () => PolicyDistances.Between(Of(_newest), _reference));
    }

    private ActionDistribution Of(IEnumerable<Trajectory> trajectories)
    {
        var actions = new ActionDistribution(_scope.Environment.ActionSpace);
        foreach (var trajectory in trajectories)
        {
            actions.Add(trajectory);
        }

        return actions;
    }
}
