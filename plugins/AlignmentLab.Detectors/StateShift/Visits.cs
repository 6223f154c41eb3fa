using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Detection;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>What evaluations and rollouts say of the states visited.</summary>
internal static class Visits
{
    public static VisitRecord Of(Observed observed, EvaluateRequest request, Evaluation evaluation, IArtifactReader artifacts)
    {
        return new VisitRecord($"evaluation {request.StartStates}", evaluation.Mean, [observed.RequestVersion, observed.Version], ReadAsync);

        async ValueTask<IReadOnlyList<StateRows>> ReadAsync(CancellationToken cancellationToken)
        {
            var visited = VisitedStates.FromBytes(await artifacts.ReadAsync(evaluation.Visited, cancellationToken));
            var (episodes, start) = (new List<StateRows>(), 0);
            foreach (var length in visited.Lengths)
            {
                var size = (int)length * visited.ObservationSize;
                episodes.Add(new StateRows(visited.ObservationSize, visited.Observations.AsMemory(start, size)));
                start += size;
            }

            return episodes;
        }
    }

    public static VisitRecord Of(IEnumerable<(Rollout Rollout, IReadOnlyList<long> Versions)> gathered, IArtifactReader artifacts)
    {
        var all = gathered.ToList();
        return new VisitRecord("rollouts", all.Average(g => g.Rollout.Return), [.. all.SelectMany(g => g.Versions)], ReadAsync);

        async ValueTask<IReadOnlyList<StateRows>> ReadAsync(CancellationToken cancellationToken)
        {
            var episodes = new List<StateRows>();
            foreach (var (rollout, _) in all)
            {
                var trajectory = Trajectory.FromBytes(await artifacts.ReadAsync(rollout.Trajectory, cancellationToken));
                episodes.Add(new StateRows(trajectory.ObservationSize, trajectory.Observations.AsMemory(0, trajectory.Steps * trajectory.ObservationSize)));
            }

            return episodes;
        }
    }
}
