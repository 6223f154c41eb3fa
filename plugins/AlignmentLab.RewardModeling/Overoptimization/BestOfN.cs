using AlignmentLab.Numerics;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>What becomes of the best of n draws, estimated without bias from one pool of samples.</summary>
public static class BestOfN
{
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
    /// <param name="weights">As <see cref="Quantilizer.BestOfPool"/> gives them.</param>
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
