using AlignmentLab.Randomness;

namespace AlignmentLab.PolicyOptimization.Selection;

/// <summary>How far an estimate from a pool would be off, by pools drawn from the pool (Efron 1979).</summary>
internal static class Bootstrap
{
    /// <summary>The standard deviations, over resampled pools, of what a rule makes of the returns and of other values of the same rollouts.</summary>
    public static (double OfReturn, double OfOther) StandardErrors(
        SelectionRule rule, int resamples, RandomStream random, double[] returns, double[] other)
    {
        var draws = random.CreateGenerator();
        var (drawn, others) = (new double[returns.Length], new double[returns.Length]);
        var (first, second) = (new double[resamples], new double[resamples]);
        for (var sample = 0; sample < resamples; sample++)
        {
            for (var i = 0; i < drawn.Length; i++)
            {
                var place = (int)draws.NextInteger(0, returns.Length);
                (drawn[i], others[i]) = (returns[place], other[place]);
            }

            var weights = PoolWeights.Of(rule, drawn);
            (first[sample], second[sample]) = (PoolWeights.Expected(weights, drawn), PoolWeights.Expected(weights, others));
        }

        return (Deviation(first), Deviation(second));
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
