using AlignmentLab.Numerics;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>What becomes of the best of n draws, estimated without bias from one pool of samples.</summary>
public static class BestOfN
{
    /// <summary>
    /// The KL divergence of the best of n draws from one draw, in nats: log n - (n - 1)/n, exact where no two draws tie (Stiennon
    /// et al. 2020, appendix G.3).
    /// </summary>
    /// <param name="n">1 or more.</param>
    public static double KullbackLeibler(int n) => PortableMath.Log(n) - ((n - 1.0) / n);

    /// <summary>
    /// The probability that each place of a sorted pool is the best of n drawn from it without replacement: C(i - 1, n - 1) /
    /// C(N, n) for the i-th from below. Weighting the values of a pool by it is the mean over all its n-subsets.
    /// </summary>
    /// <param name="pool">N, the size of the pool.</param>
    /// <param name="n">1 to <paramref name="pool"/>.</param>
    public static double[] Weights(int pool, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, pool);
        var weights = new double[pool];
        weights[^1] = (double)n / pool;

        // C(i - 2, n - 1) / C(i - 1, n - 1) = (i - n) / (i - 1).
        for (var i = pool; i > n; i--)
        {
            weights[i - 2] = weights[i - 1] * (i - n) / (i - 1);
        }

        return weights;
    }

    /// <summary>Places of a pool from the least to the largest score; of equals the earlier first.</summary>
    public static int[] Order(IReadOnlyList<double> scores)
    {
        var keys = scores.ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(order, (a, b) => keys[a].CompareTo(keys[b]) is var difference and not 0 ? difference : a.CompareTo(b));
        return order;
    }

    /// <summary>The expected value of the draw with the highest score among n.</summary>
    /// <param name="order">The pool by score, as <see cref="Order"/> gives it.</param>
    /// <param name="weights">As <see cref="Weights"/> gives them.</param>
    public static double Expected(int[] order, IReadOnlyList<double> values, double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            sum += weights[i] * values[order[i]];
        }

        return sum;
    }

    /// <summary>The probability that the best of n beats one more draw, by the pool's own ranks: n/(n + 1) without ties.</summary>
    public static double WinRate(double[] weights)
    {
        var rank = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            rank += weights[i] * (i + 1);
        }

        return rank / (weights.Length + 1);
    }
}
