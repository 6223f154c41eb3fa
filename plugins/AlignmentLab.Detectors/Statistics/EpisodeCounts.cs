namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// The distribution function of every episode of two samples at the same points of each feature, as counts: all that a
/// comparison of whole episodes needs to know.
/// </summary>
/// <remarks>
/// The points are quantiles of the two samples together. They do not depend on which episode is in which sample, which keeps
/// a permutation test exact, and a distance taken at them falls short of the Kolmogorov-Smirnov distance by less than
/// <c>N / (Points x the smaller sample's size)</c>, N being the states of both.
/// </remarks>
public sealed class EpisodeCounts
{
    /// <summary>Points of each feature.</summary>
    public const int Points = 64;

    private readonly int[] _counts;

    /// <summary>Counts the states of both samples, the episodes of <paramref name="first"/> before those of the second.</summary>
    /// <exception cref="ArgumentException">The samples differ in their number of features.</exception>
    public EpisodeCounts(EpisodeStates first, EpisodeStates second)
    {
        if (first.Features != second.Features)
        {
            throw new ArgumentException($"One sample has {first.Features} features, the other {second.Features}.", nameof(second));
        }

        Features = first.Features;
        FirstEpisodes = first.Episodes.Count;
        double[][] episodes = [.. first.Episodes, .. second.Episodes];
        Sizes = [.. episodes.Select(e => e.Length / Features)];
        States = Sizes.Sum();
        _counts = new int[episodes.Length * Width];
        var all = new EpisodeStates(Features, episodes);
        for (var feature = 0; feature < Features; feature++)
        {
            Count(episodes, feature, Quantiles(all.Sorted(feature)));
        }

        Totals = new int[Width];
        for (var i = 0; i < _counts.Length; i++)
        {
            Totals[i % Width] += _counts[i];
        }
    }

    public int Features { get; }

    /// <summary>Episodes of the first sample.</summary>
    public int FirstEpisodes { get; }

    /// <summary>Episodes of both samples.</summary>
    public int Episodes => Sizes.Length;

    /// <summary>States of each episode.</summary>
    public int[] Sizes { get; }

    /// <summary>States of both samples.</summary>
    public int States { get; }

    /// <summary>Counts of one episode: features times points.</summary>
    public int Width => Features * Points;

    /// <summary>For feature f and point p, at f Points + p: how many states of both samples are no greater than the point.</summary>
    public int[] Totals { get; }

    /// <summary>As <see cref="Totals"/>, of one episode.</summary>
    public ReadOnlySpan<int> Of(int episode) => _counts.AsSpan(episode * Width, Width);

    private static double[] Quantiles(double[] sorted)
    {
        var points = new double[Points];
        for (var p = 0; p < Points; p++)
        {
            points[p] = sorted[(int)((long)(p + 1) * sorted.Length / (Points + 1))];
        }

        return points;
    }

    private void Count(double[][] episodes, int feature, double[] points)
    {
        for (var e = 0; e < episodes.Length; e++)
        {
            var counts = _counts.AsSpan((e * Width) + (feature * Points), Points);
            for (var i = feature; i < episodes[e].Length; i += Features)
            {
                var at = FirstNotBelow(points, episodes[e][i]);
                if (at < Points)
                {
                    counts[at]++;
                }
            }

            for (var p = 1; p < Points; p++)
            {
                counts[p] += counts[p - 1];
            }
        }
    }

    private static int FirstNotBelow(double[] points, double value)
    {
        var (low, high) = (0, points.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = points[middle].CompareTo(value) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
