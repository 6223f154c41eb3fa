namespace AlignmentLab.Detectors.Statistics;

/// <summary>The two-sample Kolmogorov-Smirnov distance.</summary>
/// <remarks>
/// Values are ordered by <see cref="double.CompareTo(double)"/>: infinities lie at the ends and NaN, equal to itself, before
/// every number, so that a share of broken values counts as the difference that it is.
/// </remarks>
public static class KolmogorovSmirnov
{
    /// <summary>The largest difference of the two empirical distribution functions, in [0, 1].</summary>
    /// <param name="first">Ascending, not empty.</param>
    /// <param name="second">Ascending, not empty.</param>
    public static double Distance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (i, j, largest) = (0, 0, 0L);
        while (i < first.Length && j < second.Length)
        {
            var next = first[i].CompareTo(second[j]) <= 0 ? first[i] : second[j];
            i += LeadingEquals(first[i..], next);
            j += LeadingEquals(second[j..], next);

            // In whole numbers until the end: a tie is a tie on every machine.
            largest = Math.Max(largest, Math.Abs(((long)i * second.Length) - ((long)j * first.Length)));
        }

        return (double)largest / ((long)first.Length * second.Length);
    }

    /// <summary>The asymptotic p-value of a distance between independent samples of these (effective) sizes.</summary>
    public static double PValue(double distance, double firstSize, double secondSize) =>
        KolmogorovDistribution.Survival(distance * Math.Sqrt(firstSize * secondSize / (firstSize + secondSize)));

    /// <summary>The distance whose <see cref="PValue"/> is <paramref name="alpha"/>; above 1 where no distance reaches it.</summary>
    public static double CriticalDistance(double alpha, double firstSize, double secondSize) =>
        KolmogorovDistribution.Quantile(alpha) / Math.Sqrt(firstSize * secondSize / (firstSize + secondSize));

    private static int LeadingEquals(ReadOnlySpan<double> values, double value)
    {
        var count = 0;
        while (count < values.Length && values[count].Equals(value))
        {
            count++;
        }

        return count;
    }
}
