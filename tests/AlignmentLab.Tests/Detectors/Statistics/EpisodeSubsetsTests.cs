using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class EpisodeSubsetsTests
{
    [Theory]
    [InlineData(5, 2, 10)]
    [InlineData(23, 3, 1771)]
    [InlineData(25, 20, 53130)]
    [InlineData(7, 7, 1)]
    public void All_OfSoManyEpisodes_AreDistinctAndAsManyAsNumberSays(int episodes, int chosen, int number)
    {
        EpisodeSubsets.Number(episodes, chosen).ShouldBe(number);
        var seen = EpisodeSubsets.All(episodes, chosen).Select(s => string.Join(',', s)).ToHashSet();
        seen.Count.ShouldBe(number);
    }

    [Fact]
    public void Drawn_ManyTimes_TakesEachSubsetAboutAsOften()
    {
        const int draws = 10_000;
        var counts = EpisodeSubsets.Drawn(5, 2, new Pcg64(3)).Take(draws).CountBy(s => string.Join(',', s.Order())).ToDictionary();
        counts.Count.ShouldBe(10);

        // Five standard deviations of a binomial count.
        counts.Values.ShouldAllBe(c => Math.Abs(c - (draws / 10)) < 5 * 30);
    }
}
