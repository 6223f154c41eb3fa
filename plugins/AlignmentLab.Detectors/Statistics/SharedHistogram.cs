namespace AlignmentLab.Detectors.Statistics;

/// <summary>Two samples over the same bins of equal width, for a picture of both.</summary>
/// <param name="Edges">Ascending, one more than there are bins.</param>
/// <param name="First">Share of the first sample's values in each bin; broken values are in none.</param>
/// <param name="Second">As <paramref name="First"/>.</param>
public sealed record SharedHistogram(double[] Edges, double[] First, double[] Second)
{
    public const int Bins = 30;

    /// <summary>Bins from the least to the greatest finite value of both; null where there is none.</summary>
    public static SharedHistogram? Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var finite = first.Concat(second).Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
        {
            return null;
        }

        var (low, high) = (finite.Min(), finite.Max());
        if (low == high)
        {
            var margin = Math.Max(0.5, Math.Abs(low) / 2);
            (low, high) = (low - margin, high + margin);
        }

        // From both ends: the difference of two doubles may be beyond the largest of them.
        double[] edges = [.. Enumerable.Range(0, Bins + 1).Select(i => (low * ((double)(Bins - i) / Bins)) + (high * ((double)i / Bins)))];
        return new SharedHistogram(edges, Shares(first, edges), Shares(second, edges));
    }

    private static double[] Shares(IReadOnlyList<double> values, double[] edges)
    {
        var counts = new double[Bins];
        foreach (var value in values.Where(double.IsFinite))
        {
            var at = Array.BinarySearch(edges, value);
            counts[Math.Clamp(at < 0 ? ~at - 1 : at, 0, Bins - 1)]++;
        }

        return [.. counts.Select(c => c / values.Count)];
    }
}
