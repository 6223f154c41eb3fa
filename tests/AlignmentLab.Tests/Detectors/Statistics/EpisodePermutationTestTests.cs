using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class EpisodePermutationTestTests
{
    private const double Alpha = 0.05;

    [Fact]
    public void Compare_OfExchangeableEpisodes_RejectsNoMoreOftenThanItsLevel()
    {
        const int trials = 600;
        var random = new Pcg64(21);
        var rejected = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            var counts = new EpisodeCounts(SyntheticEpisodes.Of(random, 5, 60), SyntheticEpisodes.Of(random, 6, 60));
            rejected += EpisodePermutationTest.Compare(counts, Alpha, random) is null ? 0 : 1;
        }

        // The expected count and three standard deviations; the test is exact, so that it is not far below either.
        rejected.ShouldBeInRange((int)(trials * Alpha) - 17, (int)(trials * Alpha) + 16);
    }

    [Fact]
    public void Compare_OfIndependentStatesInstead_WouldRejectFarTooOften()
    {
        const int trials = 200;
        var random = new Pcg64(22);
        var rejected = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            var (first, second) = (SyntheticEpisodes.Of(random, 5, 60), SyntheticEpisodes.Of(random, 6, 60));
            rejected += KolmogorovSmirnov.PValue(KolmogorovSmirnov.Distance(first.Sorted(0), second.Sorted(0)), first.States, second.States) <= Alpha ? 1 : 0;
        }

        rejected.ShouldBeGreaterThan(trials / 2);
    }

    [Fact]
    public void Compare_OfShiftedEpisodes_Rejects()
    {
        var random = new Pcg64(23);
        for (var trial = 0; trial < 20; trial++)
        {
            var counts = new EpisodeCounts(SyntheticEpisodes.Of(random, 6, 60), SyntheticEpisodes.Of(random, 10, 60, offset: 20));
            var comparison = EpisodePermutationTest.Compare(counts, Alpha, random).ShouldNotBeNull();
            comparison.PValue.ShouldBe(1.0 / comparison.Permutations, "nothing is as extreme as the samples themselves");
            comparison.Features.ShouldAllBe(f => f.PValue <= Alpha && f.CriticalDistance > 0 && f.CriticalDistance < 1);
        }
    }

    [Fact]
    public void Compare_TwoAgainstTwo_CountsTheMirrorImageToo()
    {
        var first = new EpisodeStates(1, [[0, 1], [1, 2]]);
        var second = new EpisodeStates(1, [[10, 11], [11, 12]]);
        var comparison = EpisodePermutationTest.Compare(new EpisodeCounts(first, second), 0.4, new Pcg64(0)).ShouldNotBeNull();
        comparison.Permutations.ShouldBe(6);
        comparison.PValue.ShouldBe(2.0 / 6);
        EpisodePermutationTest.SmallestPValue(2, 2).ShouldBe(2.0 / 6);
    }

    [Fact]
    public void Compare_OfMoreRegroupingsThanAreLookedAt_DrawsThemAndIsTheSameAgain()
    {
        var random = new Pcg64(24);
        var counts = new EpisodeCounts(SyntheticEpisodes.Of(random, 12, 30), SyntheticEpisodes.Of(random, 20, 30, offset: 5));
        var once = EpisodePermutationTest.Compare(counts, 0.01, new Pcg64(5)).ShouldNotBeNull();
        var again = EpisodePermutationTest.Compare(counts, 0.01, new Pcg64(5)).ShouldNotBeNull();
        once.Permutations.ShouldBe(101);
        again.Features.ShouldBe(once.Features);
    }

    /// <summary>Every state 90 times over is the same comparison, of more states than 32 bits have room for.</summary>
    [Fact]
    public void Compare_OfVeryManyStates_SaysTheSame()
    {
        var random = new Pcg64(25);
        var (first, second) = (SyntheticEpisodes.Of(random, 6, 50), SyntheticEpisodes.Of(random, 8, 50, offset: 8));

        var once = EpisodePermutationTest.Compare(new EpisodeCounts(first, second), 0.05, new Pcg64(1)).ShouldNotBeNull();
        var often = EpisodePermutationTest.Compare(new EpisodeCounts(Often(first), Often(second)), 0.05, new Pcg64(1)).ShouldNotBeNull();

        often.PValue.ShouldBe(once.PValue);
        often.Features.Select(f => f.PValue).ShouldBe(once.Features.Select(f => f.PValue));

        static EpisodeStates Often(EpisodeStates states) => new(
            states.Features, [.. states.Episodes.Select(e => e.Chunk(states.Features).SelectMany(s => Enumerable.Repeat(s, 90)).SelectMany(s => s).ToArray())]);
    }

    [Fact]
    public void Compare_OfConstantFeatures_FindsNothing()
    {
        var constant = new EpisodeStates(2, [.. Enumerable.Repeat(new double[] { 1, double.NaN, 1, double.NaN }, 6)]);
        EpisodePermutationTest.Compare(new EpisodeCounts(constant, constant), 0.4, new Pcg64(0)).ShouldBeNull();
    }
}
