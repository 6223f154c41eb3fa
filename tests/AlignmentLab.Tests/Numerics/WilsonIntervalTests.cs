using AlignmentLab.Numerics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

public sealed class WilsonIntervalTests
{
    /// <summary>Source of the figures: Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(20, 20, 0.8389, 1)]
    public void Of_HitsAmongOutcomes_IsThePublishedInterval(int hits, int count, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, count);

        interval.Share.ShouldBe((double)hits / count);
        interval.Low.ShouldBe(low, 5e-5);
        interval.High.ShouldBe(high, 5e-5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    public void Of_NoShare_Throws(int hits, int count) => Should.Throw<ArgumentOutOfRangeException>(() => WilsonInterval.Of(hits, count));
}
