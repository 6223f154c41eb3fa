using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.OccupancyShift;

/// <summary>Into which bin a state falls, in each of one or more groups of bins.</summary>
internal abstract class StateBins
{
    /// <summary>Whether a bin is one state, and there is one group; else there is a group a feature.</summary>
    public abstract bool AreStates { get; }

    /// <summary>Bins in each group.</summary>
    public abstract IReadOnlyList<int> Sizes { get; }

    /// <summary>The bin of a state in a group.</summary>
    public abstract int BinOf(ReadOnlySpan<double> observation, int group);

    /// <summary>Bins that tell the states of these rollouts apart: one a state where most come again, else by feature.</summary>
    /// <param name="trusted">Not empty, and none without steps.</param>
    public static StateBins Of(IReadOnlyList<Trajectory> trusted)
    {
        var (states, visits) = (new ObservedStates(trusted[0].ObservationSize), 0);
        foreach (var trajectory in trusted)
        {
            for (var step = 0; step < trajectory.Steps; step++, visits++)
            {
                states.FindOrAdd(trajectory.Observation(step));
            }
        }

        return 2 * states.Count <= visits ? new ByState(states) : new ByFeature(trusted);
    }

    /// <summary>One group: a bin a state, and the last for what was never met.</summary>
    private sealed class ByState(ObservedStates states) : StateBins
    {
        public override bool AreStates => true;

        public override IReadOnlyList<int> Sizes { get; } = [states.Count + 1];

        public override int BinOf(ReadOnlySpan<double> observation, int group) => states.Find(observation) is >= 0 and var state ? state : states.Count;
    }

    /// <summary>A group a feature: eight bins between the quantiles of the trusted visits, fewer where values are equal.</summary>
    private sealed class ByFeature : StateBins
    {
        private const int Bins = 8;

        private readonly double[][] _edges;

        public ByFeature(IReadOnlyList<Trajectory> trusted)
        {
            _edges = [.. Enumerable.Range(0, trusted[0].ObservationSize).Select(feature => Edges(trusted, feature))];
            Sizes = [.. _edges.Select(e => e.Length + 1)];
        }

        public override bool AreStates => false;

        public override IReadOnlyList<int> Sizes { get; }

        // NaN stands before every number, in the first bin.
        public override int BinOf(ReadOnlySpan<double> observation, int group)
        {
            var at = Array.BinarySearch(_edges[group], observation[group]);
            return at >= 0 ? at + 1 : ~at;
        }

        private static double[] Edges(IReadOnlyList<Trajectory> trusted, int feature)
        {
            double[] values = [.. trusted.SelectMany(t => Enumerable.Range(0, t.Steps).Select(step => t.Observation(step)[feature])).Order()];
            return [.. Enumerable.Range(1, Bins - 1).Select(i => values[(int)((long)i * values.Length / Bins)]).Distinct()];
        }
    }
}
