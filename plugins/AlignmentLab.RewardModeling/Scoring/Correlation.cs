namespace AlignmentLab.RewardModeling.Scoring;

internal static class Correlation
{
    /// <summary>Pearson's correlation, in [-1, 1]; null where one of the two does not vary.</summary>
    public static double? Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var (x, y) = (first.Average(), second.Average());
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < first.Count; i++)
        {
            xx += (first[i] - x) * (first[i] - x);
            yy += (second[i] - y) * (second[i] - y);
            xy += (first[i] - x) * (second[i] - y);
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1) : null;
    }
}
