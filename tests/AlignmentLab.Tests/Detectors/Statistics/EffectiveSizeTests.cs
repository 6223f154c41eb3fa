using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class EffectiveSizeTests
{
    [Fact]
    public void DesignEffect_OfEpisodesThatRepeatOneState_IsTheirLength()
    {
        var random = new Pcg64(31);
        var episodes = Enumerable.Range(0, 200).Select(_ => Enumerable.Repeat(random.NextDouble(), 10).ToArray()).ToArray();
        var counts = new EpisodeCounts(new EpisodeStates(1, [[0.5]]), new EpisodeStates(1, episodes));
        EffectiveSize.DesignEffect(counts, 0, 1, 201).ShouldBe(10, 0.2);
    }

    [Fact]
    public void DesignEffect_OfIndependentStates_IsNotFarAboveOne()
    {
        var random = new Pcg64(32);
        var episodes = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 10).Select(_ => random.NextDouble()).ToArray()).ToArray();
        var counts = new EpisodeCounts(new EpisodeStates(1, [[0.5]]), new EpisodeStates(1, episodes));
        EffectiveSize.DesignEffect(counts, 0, 1, 201).ShouldBeInRange(1, 1.5);
    }

    [Fact]
    public void DesignEffect_OfOneStateOverAndOver_CountsAnEpisodeAsOne()
    {
        var counts = new EpisodeCounts(new EpisodeStates(1, [[0]]), new EpisodeStates(1, [[1, 1, 1, 1], [1, 1, 1, 1]]));
        EffectiveSize.DesignEffect(counts, 0, 1, 3).ShouldBe(4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Compare_OfAFewEpisodesWithManyOfTheirKind_RejectsNoMoreOftenThanItsLevel(int episodes)
    {
        const int trials = 600;
        const double alpha = 0.05;
        var random = new Pcg64(33);
        var rejected = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            rejected += Compare(SyntheticEpisodes.Of(random, episodes, 60), SyntheticEpisodes.Of(random, 20, 60), alpha).PValue <= alpha ? 1 : 0;
        }

        // The expected count and three standard deviations.
        rejected.ShouldBeLessThanOrEqualTo((int)(trials * alpha) + 16);
    }

    [Fact]
    public void Compare_OfAFewEpisodesWithShiftedOnes_Rejects()
    {
        var random = new Pcg64(34);
        Compare(SyntheticEpisodes.Of(random, 3, 100), SyntheticEpisodes.Of(random, 20, 100, offset: 10), 0.005).PValue.ShouldBeLessThan(0.005);
    }

    private static Comparison Compare(EpisodeStates first, EpisodeStates second, double alpha) => EffectiveSizeTest.Compare(
        new EpisodeCounts(first, second),
        [.. Enumerable.Range(0, first.Features).Select(f => KolmogorovSmirnov.Distance(first.Sorted(f), second.Sorted(f)))],
        alpha);
}
