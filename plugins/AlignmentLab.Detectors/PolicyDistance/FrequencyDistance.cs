using AlignmentLab.Detection;
using AlignmentLab.Environments;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>How often actions are taken, against the run's first rollouts: for policies that cannot say how likely their actions are.</summary>
internal sealed class FrequencyDistance(Space actions, PolicyDistanceOptions options, double alpha)
{
    private readonly DistanceSeries _series = new("first-policy", "those of the first rollouts, by how often each was taken", "action-frequencies", options, alpha);
    private readonly ActionDistribution _reference = new(actions);
    private readonly Queue<Trajectory> _newest = new();
    private int _referenced;

    /// <param name="isCompared">False where the distance is told in another way: the rollout is then no more than a part of the reference.</param>
    public IReadOnlyList<Finding> Take(Observed observed, Trajectory trajectory, bool isCompared)
    {
        if (_referenced < options.BaseSize)
        {
            _reference.Add(trajectory);
            _referenced++;
            _series.Reference(observed);
            return [];
        }

        if (!isCompared || _series.IsFound)
        {
            return [];
        }

        _newest.Enqueue(trajectory);
        if (_newest.Count > options.BaseSize)
        {
            _newest.Dequeue();
        }

        return _series.Take(observed, Of([trajectory]).Hellinger(_reference), () => PolicyDistances.Between(Of(_newest), _reference));
    }

    private ActionDistribution Of(IEnumerable<Trajectory> trajectories)
    {
        var distribution = new ActionDistribution(actions);
        foreach (var trajectory in trajectories)
        {
            distribution.Add(trajectory);
        }

        return distribution;
    }
}
