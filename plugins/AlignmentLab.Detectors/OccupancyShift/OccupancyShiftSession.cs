using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Evidence;
using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.OccupancyShift;

/// <summary>The rollouts of one run; there is one finding at most.</summary>
internal sealed class OccupancyShiftSession(OccupancyShiftOptions options, DetectorScope scope) : IDetectorSession
{
    private readonly RiseTest _rise = new(options.BaseSize, options.Alpha);
    private readonly List<Trajectory> _reference = [];
    private readonly Queue<Trajectory> _newest = new();
    private readonly ThinnedSeries _series = new();
    private readonly SeenVersions _versions = new();
    private (StateBins Bins, Occupancy Occupancy)? _trusted;
    private bool _found;

    public async ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        return _found || observed.Result is not Rollout { Steps: > 0 } rollout
            ? []
            : Take(observed, Trajectory.FromBytes(await scope.Artifacts.ReadAsync(rollout.Trajectory, cancellationToken)));
    }

    private IReadOnlyList<Finding> Take(Observed observed, Trajectory trajectory)
    {
        _versions.Add(observed, ofBase: !_rise.HasBase);
        if (_trusted is not var (bins, trusted))
        {
            _reference.Add(trajectory);
            if (_reference.Count == options.BaseSize)
            {
                var told = StateBins.Of(_reference);
                _trusted = (told, new Occupancy(told, _reference));
                _reference.Clear();
            }

            return [];
        }

        var distance = new Occupancy(bins, [trajectory]).Distances(trusted).Max();
        _rise.Add(distance);
        _series.Add(distance);
        _newest.Enqueue(trajectory);
        if (_newest.Count > options.BaseSize)
        {
            _newest.Dequeue();
        }

        if (!_rise.HasRisen)
        {
            return [];
        }

        var pooled = new Occupancy(bins, _newest);
        _found = pooled.Distances(trusted).Max() >= options.MinimumDistance;
        return _found ? [OccupancyShiftFinding.Of(_rise, bins.AreStates, trusted, pooled, _newest.Count, scope.Environment, options.Alpha, _series, _versions)] : [];
    }
}
