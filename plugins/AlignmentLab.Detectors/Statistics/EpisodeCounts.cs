using System.Runtime.CompilerServices;

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
    private readonly double[] _distances;

    /// <summary>Counts the states of both samples, the episodes of <paramref name="first"/> before those of the second.</summary>
    /// <exception cref="ArgumentException">The samples differ in their number of features.</exception>
    public EpisodeCounts(EpisodeStates first, EpisodeStates second)
        : this(first, second, withDeviations: false)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private EpisodeCounts(EpisodeStates first, EpisodeStates second, bool withDeviations)
    {
        if (first.Features != second.Features)
        {
            throw new ArgumentException($"One sample has {first.Features} features, the other {second.Features}.", nameof(second));
        }

        Features = (withDeviations ? 2 : 1) * first.Features;
        FirstEpisodes = first.Episodes.Count;
        double[][] episodes = [.. first.Episodes, .. second.Episodes];
        Sizes = [.. episodes.Select(e => e.Length / first.Features)];
        States = Sizes.Sum();
        (_counts, _distances) = (new int[episodes.Length * Width], new double[Features]);
        var (values, owners) = (new double[States], new int[States]);
        for (var feature = 0; feature < first.Features; feature++)
        {
            Gather(episodes, first.Features, feature, values, owners);
            OwnedValues.Sort(values, owners);
            Count(feature, values, owners);
            if (withDeviations)
            {
                var median = values[States / 2];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = Math.Abs(values[i] - median);
                }

                OwnedValues.Sort(values, owners);
                Count(first.Features + feature, values, owners);
            }
        }

        Totals = new int[Width];
        for (var episode = 0; episode < Episodes; episode++)
        {
            for (var i = 0; i < Width; i++)
            {
                Totals[i] += _counts[(episode * Width) + i];
            }
        }
    }

    /// <summary>
    /// Counts twice the features: feature f, and at f + features its deviation, how far a value lies from the median of both samples
    /// together. Episodes that leave a narrow distribution each in its own direction differ more from one another than, on the whole, from where
    /// they left; in the deviation they all differ alike.
    /// </summary>
    /// <remarks>The median does not depend on which episode is in which sample, so that a permutation test stays exact.</remarks>
    /// <exception cref="ArgumentException">The samples differ in their number of features.</exception>
    public static EpisodeCounts WithDeviations(EpisodeStates first, EpisodeStates second) => new(first, second, withDeviations: true);

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

    /// <summary>The Kolmogorov-Smirnov distance of the two samples in each feature, over all values (<see cref="KolmogorovSmirnov.Distance"/>).</summary>
    public IReadOnlyList<double> Distances => _distances;

    /// <summary>As <see cref="Totals"/>, of one episode.</summary>
    public ReadOnlySpan<int> Of(int episode) => _counts.AsSpan(episode * Width, Width);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(double[][] episodes, int features, int feature, double[] values, int[] owners)
    {
        var next = 0;
        for (var e = 0; e < episodes.Length; e++)
        {
            for (var i = feature; i < episodes[e].Length; i += features)
            {
                (values[next], owners[next++]) = (episodes[e][i], e);
            }
        }
    }

    // One walk over the values of both samples in order, of which each knows its episode. Runs are short and looks few: it is compiled well at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(int feature, double[] ascending, int[] owners)
    {
        var (point, at, first, second) = (0, Point(ascending, 0), 0, 0);
        var (largest, firsts) = (0L, Sizes.AsSpan(0, FirstEpisodes).ToArray().Sum());
        for (var i = 0; i < ascending.Length; i++)
        {
            while (point < Points && at.CompareTo(ascending[i]) < 0)
            {
                at = ++point < Points ? Point(ascending, point) : at;
            }

            if (point < Points)
            {
                _counts[(owners[i] * Width) + (feature * Points) + point]++;
            }

            (first, second) = owners[i] < FirstEpisodes ? (first + 1, second) : (first, second + 1);
            if (i + 1 == ascending.Length || !ascending[i + 1].Equals(ascending[i]))
            {
                largest = Math.Max(largest, Math.Abs(((long)first * (States - firsts)) - ((long)second * firsts)));
            }
        }

        _distances[feature] = (double)largest / ((long)firsts * (States - firsts));
        for (var e = 0; e < Episodes; e++)
        {
            var counts = _counts.AsSpan((e * Width) + (feature * Points), Points);
            for (var p = 1; p < Points; p++)
            {
                counts[p] += counts[p - 1];
            }
        }
    }

    private static double Point(double[] ascending, int point) => ascending[(int)((long)(point + 1) * ascending.Length / (Points + 1))];
}
