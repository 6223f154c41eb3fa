using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AlignmentLab.Randomness;

namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// Compares two samples of episodes by regrouping whole episodes. If the episodes of both are exchangeable, the p-value is
/// exact, however the states within an episode hang together and however the features do.
/// </summary>
/// <remarks>
/// The statistic is the largest, over the features, of the Kolmogorov-Smirnov distance divided by how far single episodes
/// lie from all together in that feature, which no regrouping changes.
/// Each feature's p-value is that of its own distance in the distribution of the largest (P. Westfall and S. Young, "Resampling-Based Multiple Testing", 1993, single step): like
/// Bonferroni's it holds for all features at once, and it loses less where features go together. All regroupings are looked
/// at where there are few; else a random selection (B. Phipson and G. Smyth, "Permutation P-values Should Never Be Zero", 2010).
/// </remarks>
public sealed class EpisodePermutationTest
{
    private const int MostRegroupings = 20_000;

    // The square of more is beyond the largest number of 32 bits.
    private const int MostStatesIn32Bits = 46_340;

    private readonly EpisodeCounts _counts;
    private readonly double[] _scales;
    private readonly double[] _statistics;
    private readonly int[] _sums;

    private EpisodePermutationTest(EpisodeCounts counts)
    {
        _counts = counts;
        _scales = [.. Enumerable.Range(0, counts.Features).Select(f => Scale(counts, f))];
        _statistics = new double[counts.Features];
        _sums = new int[counts.Width];
    }

    /// <summary>The smallest p-value that so many episodes can give.</summary>
    public static double SmallestPValue(int first, int second) =>
        Math.Max((first == second ? 2 : 1) / EpisodeSubsets.Number(first + second, first), 1.0 / MostRegroupings);

    /// <summary>Compares at a level; null as soon as it is sure that the samples do not differ at it.</summary>
    /// <param name="alpha">The level, in (0, 1).</param>
    /// <param name="random">Selects regroupings where there are too many.</param>
    public static Comparison? Compare(EpisodeCounts counts, double alpha, Pcg64 random) =>
        new EpisodePermutationTest(counts).Compare(alpha, random);

    private Comparison? Compare(double alpha, Pcg64 random)
    {
        // Either sample determines the other: the one with fewer episodes is cheaper to follow.
        var (first, all) = (_counts.FirstEpisodes, _counts.Episodes);
        var followed = first <= all - first ? Enumerable.Range(0, first).ToArray() : [.. Enumerable.Range(first, all - first)];
        var observed = Largest(followed);
        var ofFeatures = _statistics.ToArray();

        var number = EpisodeSubsets.Number(all, followed.Length);
        var enumerated = number <= MostRegroupings;
        var total = enumerated ? (int)number : (int)Math.Min(MostRegroupings, Math.Floor(1 / alpha) + 1);
        var subsets = enumerated ? EpisodeSubsets.All(all, followed.Length) : EpisodeSubsets.Drawn(all, followed.Length, random).Take(total - 1).Prepend(followed);

        var (statistics, reached) = (new List<double>(total), 0);
        foreach (var subset in subsets)
        {
            statistics.Add(Largest(subset));
            reached += statistics[^1] >= observed ? 1 : 0;
            if (reached > alpha * total)
            {
                return null;
            }
        }

        statistics.Sort();
        var critical = Critical(statistics, alpha);
        var features = ofFeatures.Select((s, f) =>
        {
            var (a, b) = EffectiveSizeTest.Sizes(_counts, f);
            return new FeatureComparison(ReachedBy(statistics, s) / (double)total, critical * _scales[f], a, b);
        });
        return new Comparison("episode-permutation", reached / (double)total, total, [.. features]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Largest(int[] subset)
    {
        Array.Clear(_sums);
        var sums = MemoryMarshal.Cast<int, Vector<int>>(_sums.AsSpan());
        var states = 0L;
        foreach (var episode in subset)
        {
            states += _counts.Sizes[episode];
            var counts = MemoryMarshal.Cast<int, Vector<int>>(_counts.Of(episode));
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += counts[i];
            }
        }

        var largest = 0.0;
        for (var f = 0; f < _statistics.Length; f++)
        {
            var distance = Distance(f * EpisodeCounts.Points, states);
            _statistics[f] = _scales[f] > 0 ? (double)distance / (states * (_counts.States - states)) / _scales[f] : 0;
            largest = Math.Max(largest, _statistics[f]);
        }

        return largest;
    }

    // In whole numbers until the end: shares of the two samples times both their sizes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Distance(int start, long states)
    {
        var sums = _sums.AsSpan(start, EpisodeCounts.Points);
        var totals = _counts.Totals.AsSpan(start, EpisodeCounts.Points);
        var distance = 0L;
        if (_counts.States > MostStatesIn32Bits)
        {
            for (var p = 0; p < sums.Length; p++)
            {
                distance = Math.Max(distance, Math.Abs(((long)sums[p] * _counts.States) - (totals[p] * states)));
            }

            return distance;
        }

        var largest = Vector<int>.Zero;
        var (all, chosen) = (new Vector<int>(_counts.States), new Vector<int>((int)states));
        for (var p = 0; p < sums.Length; p += Vector<int>.Count)
        {
            largest = Vector.Max(largest, Vector.Abs((new Vector<int>(sums[p..]) * all) - (new Vector<int>(totals[p..]) * chosen)));
        }

        for (var i = 0; i < Vector<int>.Count; i++)
        {
            distance = Math.Max(distance, largest[i]);
        }

        return distance;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Scale(EpisodeCounts counts, int feature)
    {
        var squares = 0.0;
        for (var e = 0; e < counts.Episodes; e++)
        {
            var size = (double)counts.Sizes[e] / counts.States;
            for (var p = feature * EpisodeCounts.Points; p < (feature + 1) * EpisodeCounts.Points; p++)
            {
                var excess = counts.Of(e)[p] - (size * counts.Totals[p]);
                squares += excess * excess;
            }
        }

        return Math.Sqrt(squares / EpisodeCounts.Points) / counts.States;
    }

    /// <summary>The least value that no more than a share of alpha reaches; infinite where even the largest is reached too often.</summary>
    private static double Critical(List<double> ascending, double alpha)
    {
        var critical = double.PositiveInfinity;
        for (var i = ascending.Count - 1; i >= 0 && ReachedBy(ascending, ascending[i]) <= alpha * ascending.Count; i--)
        {
            critical = ascending[i];
        }

        return critical;
    }

    private static int ReachedBy(List<double> ascending, double value)
    {
        var (low, high) = (0, ascending.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return ascending.Count - low;
    }
}
