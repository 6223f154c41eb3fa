using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class EpisodeCountsTests
{
    /// <summary>The common median is 2: half of either side in the values, and nothing in common in how far they lie from it.</summary>
    [Fact]
    public void WithDeviations_OfBothSamples_AreFromTheirCommonMedian()
    {
        var counts = EpisodeCounts.WithDeviations(new EpisodeStates(1, [[0, 4]]), new EpisodeStates(1, [[2, 2]]));

        counts.Features.ShouldBe(2);
        counts.Distances.ShouldBe([0.5, 1]);
    }

    [Fact]
    public void Distances_OfValuesThatTieOrAreBroken_AreThoseOfKolmogorovAndSmirnov()
    {
        var random = new Pcg64(12);
        double[] values = [double.NaN, double.NegativeInfinity, -1, 0, -0.0, 1, 2, double.PositiveInfinity];
        for (var trial = 0; trial < 200; trial++)
        {
            var (first, second) = (Sample(), Sample());
            var distances = new EpisodeCounts(first, second).Distances;
            distances.ShouldBe([KolmogorovSmirnov.Distance(first.Sorted(0), second.Sorted(0)), KolmogorovSmirnov.Distance(first.Sorted(1), second.Sorted(1))]);
        }

        EpisodeStates Sample() => new(2, [.. Enumerable.Range(0, (int)random.NextInteger(1, 4))
            .Select(_ => Enumerable.Range(0, 2 * (int)random.NextInteger(1, 9)).Select(_ => values[random.NextInteger(0, values.Length)]).ToArray())]);
    }

    [Fact]
    public void Sort_OfOwnedValues_OrdersThemAsTheRuntimeDoesAndKeepsTheirOwners()
    {
        var random = new Pcg64(13);
        double[] some = [double.NaN, double.NegativeInfinity, -2, -0.0, 0, 1, double.PositiveInfinity];
        for (var size = 0; size < 70; size++)
        {
            double[] values = [.. Enumerable.Range(0, size).Select(_ => random.NextInteger(0, 2) == 0 ? random.NextDouble() : some[random.NextInteger(0, some.Length)])];
            var (sorted, owners) = (values.ToArray(), Enumerable.Range(0, size).ToArray());

            OwnedValues.Sort(sorted, owners);

            sorted.ShouldBe(values.Order());
            owners.Select(o => values[o]).ShouldBe(sorted);
            owners.Order().ShouldBe(Enumerable.Range(0, size));
        }
    }

    [Fact]
    public void Of_OneEpisode_CountsItsStatesUpToEachPoint()
    {
        var counts = new EpisodeCounts(new EpisodeStates(1, [[.. Enumerable.Range(0, 65).Select(i => (double)i)]]), new EpisodeStates(1, [[100]]));

        // Of 66 values in order, the points are those at 66 p / 65: the values 1 to 64.
        counts.Of(0).ToArray().ShouldBe(Enumerable.Range(2, 64));
        counts.Of(1).ToArray().ShouldAllBe(c => c == 0);
        counts.Totals.ShouldBe(counts.Of(0).ToArray());
    }
}
