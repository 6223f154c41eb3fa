namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// A value that the median of a distribution exceeds with no more than a given probability, from a sample of it, whatever the
/// distribution: an order statistic, since the number of sample values above the median is binomial with probability 1/2 at most.
/// </summary>
/// <remarks>Source: W. R. Thompson, "On confidence ranges for the median and other expectation distributions" (1936).</remarks>
public static class MedianBound
{
    /// <summary>The upper bound; null where the sample is too small for any, so below log2(1 / alpha) values.</summary>
    /// <param name="ascending">The sample, ascending.</param>
    /// <param name="alpha">The probability that the median is above, in (0, 0.5].</param>
    public static double? Upper(IReadOnlyList<double> ascending, double alpha)
    {
        var above = 0;
        while (above < ascending.Count && Binomial.AtMost(above, ascending.Count, 0.5) <= alpha)
        {
            above++;
        }

        return above == 0 ? null : ascending[ascending.Count - above];
    }
}
