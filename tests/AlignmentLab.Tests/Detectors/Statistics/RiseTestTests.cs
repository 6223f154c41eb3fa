using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class RiseTestTests
{
    [Fact]
    public void Add_FiguresOfOneDistribution_RaisesNoMoreFalseAlarmsThanAlpha()
    {
        var (random, alarms) = (new Pcg64(9), 0);
        for (var run = 0; run < 2_000; run++)
        {
            var test = new RiseTest(16, 0.05);
            for (var t = 0; t < 200; t++)
            {
                test.Add(random.NextDouble());
            }

            alarms += test.HasRisen ? 1 : 0;
        }

        ((double)alarms).ShouldBeLessThanOrEqualTo(BettingEProcessTests.Most);
    }

    [Fact]
    public void Add_AStep_IsFoundWithinTwentyFigures()
    {
        var test = new RiseTest(16, 0.01);
        for (var t = 0; t < 36; t++)
        {
            test.Add(t < 16 ? t % 4 : 10);
        }

        test.HasRisen.ShouldBeTrue();
        test.BaseMedian.ShouldBe(1);
    }

    [Fact]
    public void Add_ABaseTooSmallForTheLevel_NeverFinds()
    {
        var test = new RiseTest(4, 0.01);
        for (var t = 0; t < 100; t++)
        {
            test.Add(t);
        }

        test.Bound.ShouldBeNull();
        test.HasRisen.ShouldBeFalse();
    }

    [Fact]
    public void Upper_OfSamples_LiesBelowTheMedianNoMoreOftenThanAlpha()
    {
        var (random, below) = (new Pcg64(4), 0);
        for (var run = 0; run < 2_000; run++)
        {
            double[] sample = [.. Enumerable.Range(0, 15).Select(_ => random.NextDouble()).Order()];
            below += MedianBound.Upper(sample, 0.05) < 0.5 ? 1 : 0;
        }

        ((double)below).ShouldBeLessThanOrEqualTo(BettingEProcessTests.Most);
        below.ShouldBeGreaterThan(10, "the bound is an order statistic near the middle, not the largest value");
    }

    [Theory]
    [InlineData(0, 8, 0.5, 0.00390625)]
    [InlineData(2, 4, 0.5, 0.6875)]
    [InlineData(1, 3, 0.2, 0.896)]
    [InlineData(-1, 3, 0.2, 0)]
    [InlineData(3, 3, 0.2, 1)]
    public void AtMost_OfFewTries_IsTheBinomialSum(int hits, int count, double probability, double expected) =>
        Binomial.AtMost(hits, count, probability).ShouldBe(expected, 1e-12);

    [Fact]
    public void AtMost_OfManyTries_DoesNotUnderflow() => Binomial.AtMost(2_000, 4_000, 0.5).ShouldBe(0.5, 0.01);
}
