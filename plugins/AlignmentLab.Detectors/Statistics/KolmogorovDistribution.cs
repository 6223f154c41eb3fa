using AlignmentLab.Numerics;

namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// The limit of sqrt(n) D under the null hypothesis, D being the Kolmogorov-Smirnov distance of independent samples.
/// </summary>
/// <remarks>
/// Source: A. Kolmogorov, "Sulla determinazione empirica di una legge di distribuzione" (1933); the two series are the two
/// forms of one Jacobi theta function, of which each converges fast where the other does not.
/// </remarks>
public static class KolmogorovDistribution
{
    // Here both series reach double precision within four terms.
    private const double Crossing = 1.18;

    /// <summary>P(sqrt(n) D >= <paramref name="lambda"/>), in [0, 1].</summary>
    /// <param name="lambda">0 or more.</param>
    public static double Survival(double lambda) => lambda switch
    {
        <= 0 => 1,
        < Crossing => 1 - CumulativeNearZero(lambda),
        _ => AlternatingTail(lambda),
    };

    /// <summary>The lambda that is reached with probability <paramref name="alpha"/>.</summary>
    /// <param name="alpha">In (0, 1).</param>
    public static double Quantile(double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(alpha, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        var (low, high) = (0.0, 30.0);
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Survival(middle) >= alpha ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // 2 sum over k >= 1 of (-1)^(k - 1) exp(-2 k^2 lambda^2)
    private static double AlternatingTail(double lambda)
    {
        var sum = 0.0;
        for (var k = 4; k >= 1; k--)
        {
            var term = PortableMath.Exp(-2.0 * k * k * lambda * lambda);
            sum += k % 2 == 1 ? term : -term;
        }

        return 2 * sum;
    }

    // sqrt(2 pi) / lambda sum over k >= 1 of exp(-(2 k - 1)^2 pi^2 / (8 lambda^2))
    private static double CumulativeNearZero(double lambda)
    {
        var sum = 0.0;
        for (var k = 4; k >= 1; k--)
        {
            var odd = (2.0 * k) - 1;
            sum += PortableMath.Exp(-odd * odd * Math.PI * Math.PI / (8 * lambda * lambda));
        }

        return Math.Sqrt(2 * Math.PI) / lambda * sum;
    }
}
