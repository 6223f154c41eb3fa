using AlignmentLab.Numerics;

namespace AlignmentLab.Detectors.Statistics;

/// <summary>The binomial distribution.</summary>
public static class Binomial
{
    /// <summary>The probability of at most <paramref name="hits"/> in <paramref name="count"/> independent tries.</summary>
    /// <param name="hits">Below 0: none of the outcomes.</param>
    /// <param name="count">0 or more.</param>
    /// <param name="probability">Of a hit, in (0, 1).</param>
    public static double AtMost(int hits, int count, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (hits >= count)
        {
            return 1;
        }

        // In logarithms: the first terms of a long series are below the smallest number.
        var (odds, sum) = (PortableMath.Log(probability / (1 - probability)), 0.0);
        var log = count * PortableMath.Log1p(-probability);
        for (var i = 0; i <= hits; i++)
        {
            sum += PortableMath.Exp(log);
            log += PortableMath.Log((count - i) / (i + 1.0)) + odds;
        }

        return Math.Min(1, sum);
    }
}
