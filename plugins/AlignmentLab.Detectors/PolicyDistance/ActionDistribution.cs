using AlignmentLab.Environments;
using AlignmentLab.Numerics;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>How often each action was taken; of a continuous space, each of eight bins of the first dimension.</summary>
public sealed class ActionDistribution
{
    private const int Bins = 8;

    private readonly Space _space;
    private readonly double[] _counts;
    private double _total;

    /// <param name="space">The actions.</param>
    public ActionDistribution(Space space)
    {
        _space = space;
        _counts = new double[space is DiscreteSpace discrete ? discrete.Count : Bins];
    }

    /// <summary>Counts the actions of a rollout.</summary>
    public void Add(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        for (var step = 0; step < trajectory.Steps; step++)
        {
            _counts[BinOf(trajectory.Action(step)[0])]++;
            _total++;
        }
    }

    /// <summary>The Hellinger distance, in [0, 1]: 0 where the frequencies are the same, 1 where no action is common to both.</summary>
    public double Hellinger(ActionDistribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Divergences.Hellinger(Each(Share), other.Each(other.Share));
    }

    /// <summary>The Jensen-Shannon divergence, in nats, 0 to log 2.</summary>
    public double JensenShannon(ActionDistribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Math.Max(0, Divergences.JensenShannon(Each(Share), other.Each(other.Share)));
    }

    /// <summary>The Kullback-Leibler divergence from the other to this, in nats; each action counts half a time more, so that it is finite (Krichevsky and Trofimov 1981).</summary>
    public double KullbackLeibler(ActionDistribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Math.Max(0, Divergences.KullbackLeibler(Each(Smoothed), other.Each(other.Smoothed)));
    }

    private double[] Each(Func<int, double> probability) => [.. Enumerable.Range(0, _counts.Length).Select(probability)];

    private double Share(int i) => _total > 0 ? _counts[i] / _total : 1.0 / _counts.Length;

    private double Smoothed(int i) => (_counts[i] + 0.5) / (_total + (0.5 * _counts.Length));

    private int BinOf(double action)
    {
        if (_space is not BoxSpace box)
        {
            return Math.Clamp((int)action, 0, _counts.Length - 1);
        }

        // An unbounded action tells its sign.
        var (low, high) = (box.Low[0], box.High[0]);
        return double.IsFinite(high - low) && high > low ? Math.Clamp((int)((action - low) / (high - low) * Bins), 0, Bins - 1) : action < 0 ? 0 : Bins - 1;
    }
}
