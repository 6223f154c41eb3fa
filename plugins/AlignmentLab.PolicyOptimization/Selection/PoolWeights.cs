using AlignmentLab.Numerics;

namespace AlignmentLab.PolicyOptimization.Selection;

/// <summary>How likely a rule chooses each rollout of a pool. Rollouts of equal return are chosen alike.</summary>
public static class PoolWeights
{
    private const int Doublings = 40;
    private const int Halvings = 60;

    /// <summary>One probability a rollout; they sum to 1.</summary>
    /// <exception cref="ArgumentException">The rule asks for more than the pool has, or a return is not finite.</exception>
    public static double[] Of(SelectionRule rule, ReadOnlySpan<double> returns)
    {
        var weights = new double[returns.Length];
        switch (rule)
        {
            case { BestOf: { } n }:
                BestOf(n, returns, weights);
                break;
            case { Quantile: { } q }:
                Quantilizer.Quantilize(Even(returns.Length), returns, q, weights);
                break;
            case { Tilt: { } beta }:
                Tilt(beta, returns, weights);
                break;
            case { TiltTo: { } nats }:
                TiltTo(nats, returns, weights);
                break;
            default:
                throw new ArgumentException("A rule has one of bestOf, quantile, tilt and tiltTo.", nameof(rule));
        }

        return weights;
    }

    /// <summary>The expectation of some values under weights.</summary>
    public static double Expected(ReadOnlySpan<double> weights, ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * values[i];
        }

        return sum;
    }

    private static void Tilt(double beta, ReadOnlySpan<double> returns, Span<double> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = beta * returns[i];
        }

        Softmax.InPlace(weights);
    }

    // The divergence rises with beta, so beta is bracketed and halved. Its unit is 1 over that of returns, whose spread is the first guess.
    private static void TiltTo(double nats, ReadOnlySpan<double> returns, double[] weights)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in returns)
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        var (low, high) = (0.0, most > least ? 1 / (most - least) : 0);
        Tilt(high, returns, weights);
        for (var doubled = 0; doubled < Doublings && Divergences.FromUniform(weights) < nats; doubled++)
        {
            (low, high) = (high, 2 * high);
            Tilt(high, returns, weights);
        }

        for (var halved = 0; halved < Halvings; halved++)
        {
            var beta = (low + high) / 2;
            Tilt(beta, returns, weights);
            (low, high) = Divergences.FromUniform(weights) < nats ? (beta, high) : (low, beta);
        }
    }

    // Equals share what their places have.
    private static void BestOf(int n, ReadOnlySpan<double> returns, Span<double> weights)
    {
        var pool = returns.Length;
        if (n < 1 || n > pool)
        {
            throw new ArgumentException($"The best of {n} cannot be drawn from a pool of {pool}.", nameof(n));
        }

        var (order, keys, places) = (Enumerable.Range(0, pool).ToArray(), returns.ToArray(), Quantilizer.BestOfPool(pool, n));
        Array.Sort(keys, order);
        for (var end = pool; end > 0;)
        {
            var (start, group) = (end, 0.0);
            for (; start > 0 && keys[start - 1] == keys[end - 1]; start--)
            {
                group += places[start - 1];
            }

            for (var i = start; i < end; i++)
            {
                weights[order[i]] = group / (end - start);
            }

            end = start;
        }
    }

    private static double[] Even(int count)
    {
        var even = new double[count];
        Array.Fill(even, 1.0);
        return even;
    }
}
