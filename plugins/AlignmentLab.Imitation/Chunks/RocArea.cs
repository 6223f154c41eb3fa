namespace AlignmentLab.Imitation.Chunks;

/// <summary>The area under a ROC curve: how often a positive's score exceeds a negative's, ties counting half.</summary>
internal static class RocArea
{
    /// <param name="positives">One at least.</param>
    /// <param name="negatives">One at least.</param>
    /// <returns>The area, and its standard error after Hanley and McNeil (1982), "The meaning and use of the area under a ROC curve".</returns>
    public static (double Area, double Error) Of(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        var sorted = negatives.Order().ToArray();
        var area = positives.Average(score => (Below(sorted, score, inclusive: false) + Below(sorted, score, inclusive: true)) / (2.0 * sorted.Length));
        var (first, second) = (area / (2 - area), 2 * area * area / (1 + area));
        var variance = ((area * (1 - area)) + ((positives.Count - 1) * (first - (area * area))) + ((negatives.Count - 1) * (second - (area * area))))
            / ((double)positives.Count * negatives.Count);
        return (area, Math.Sqrt(Math.Max(0, variance)));
    }

    private static int Below(double[] sorted, double score, bool inclusive)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < score || (inclusive && sorted[middle] == score))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
