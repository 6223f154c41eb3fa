namespace AlignmentLab.Numerics;

/// <summary>The area under the receiver operating characteristic: how often a positive scores above a negative, ties counting half.</summary>
/// <remarks>J. A. Hanley and B. J. McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve" (1982).</remarks>
public static class Auroc
{
    /// <summary>The normal distribution's quantile at 0.975.</summary>
    private const double Z = 1.959963984540054;

    /// <param name="positives">Scores of what should be found; one at least.</param>
    /// <param name="negatives">Scores of what should not; one at least.</param>
    /// <returns>In [0, 1]; 0.5 where scores say nothing.</returns>
    public static double Of(IReadOnlyList<double> positives, IReadOnlyList<double> negatives)
    {
        ArgumentOutOfRangeException.ThrowIfZero(positives.Count, nameof(positives));
        ArgumentOutOfRangeException.ThrowIfZero(negatives.Count, nameof(negatives));
        double[] sorted = [.. negatives.Order()];
        var halves = positives.Sum(positive => (long)Below(sorted, positive, inclusive: false) + Below(sorted, positive, inclusive: true));
        return halves / (2.0 * positives.Count * negatives.Count);
    }

    /// <summary>How far an area that is measured of so many scores is from the true one.</summary>
    /// <param name="area">In [0, 1].</param>
    /// <param name="positives">How many, 1 or more.</param>
    /// <param name="negatives">How many, 1 or more.</param>
    public static double StandardError(double area, int positives, int negatives)
    {
        var (twoPositives, twoNegatives) = (area / (2 - area), 2 * area * area / (1 + area));
        var variance = (area * (1 - area)) + ((positives - 1) * (twoPositives - (area * area))) + ((negatives - 1) * (twoNegatives - (area * area)));
        return Math.Sqrt(Math.Max(0, variance) / ((double)positives * negatives));
    }

    /// <summary>The 95% interval of an area: all areas from which what was measured is no further than 1.96 of their own standard errors.</summary>
    /// <remarks>
    /// Hanley and McNeil's standard error, inverted as Wilson's is for a share, so that it holds up near 0 and 1 (R. G. Newcombe, "Confidence intervals
    /// for an effect size measure based on the Mann-Whitney statistic. Part 2", 2006).
    /// </remarks>
    /// <param name="area">In [0, 1].</param>
    /// <param name="positives">How many, 1 or more.</param>
    /// <param name="negatives">How many, 1 or more.</param>
    public static (double Low, double High) Interval(double area, int positives, int negatives) =>
        (Bound(area, 0, positives, negatives), Bound(area, 1, positives, negatives));

    private static double Bound(double area, double end, int positives, int negatives)
    {
        var (near, far) = (area, end);
        for (var i = 0; i < 60; i++)
        {
            var middle = (near + far) / 2;
            (near, far) = Math.Abs(area - middle) <= Z * StandardError(middle, positives, negatives) ? (middle, far) : (near, middle);
        }

        return near;
    }

    /// <summary>How many of sorted scores are below one, or not above it. Not a number is below all, as it sorts.</summary>
    private static int Below(double[] sorted, double score, bool inclusive)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].CompareTo(score) < (inclusive ? 1 : 0) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
