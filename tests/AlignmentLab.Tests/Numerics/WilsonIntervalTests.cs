using AlignmentLab.Numerics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

public sealed class WilsonIntervalTests
{
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Of_NewcombesExamples_GivesThePublishedLimits(int hits, int count, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, count);

        interval.Low.ShouldBe(low, 5e-5);
        interval.High.ShouldBe(high, 5e-5);
    }

    [Fact]
    public void Of_AllHits_EndsAtOne() => WilsonInterval.Of(4, 4).High.ShouldBe(1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    public void Of_NoShare_IsRefused(int hits, int count) => Should.Throw<ArgumentOutOfRangeException>(() => WilsonInterval.Of(hits, count));
}
