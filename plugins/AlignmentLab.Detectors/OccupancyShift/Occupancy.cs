using AlignmentLab.Numerics;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.OccupancyShift;

/// <summary>The share of visits in each bin, group by group.</summary>
internal sealed class Occupancy
{
    private readonly double[][] _shares;

    public Occupancy(StateBins bins, IEnumerable<Trajectory> trajectories)
    {
        _shares = [.. bins.Sizes.Select(size => new double[size])];
        var visits = 0;
        foreach (var trajectory in trajectories)
        {
            for (var step = 0; step < trajectory.Steps; step++, visits++)
            {
                for (var group = 0; group < _shares.Length; group++)
                {
                    _shares[group][bins.BinOf(trajectory.Observation(step), group)]++;
                }
            }
        }

        foreach (var group in _shares)
        {
            for (var bin = 0; bin < group.Length; bin++)
            {
                group[bin] /= Math.Max(1, visits);
            }
        }
    }

    /// <summary>Shares of one group.</summary>
    public IReadOnlyList<double> this[int group] => _shares[group];

    /// <summary>The Hellinger distance in each group, in [0, 1].</summary>
    public IReadOnlyList<double> Distances(Occupancy other) => [.. _shares.Select((shares, group) => Divergences.Hellinger(shares, other._shares[group]))];
}
