using AlignmentLab.Detectors.Statistics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class PictureTests
{
    [Fact]
    public void Histogram_OfTwoSamples_HasSharesOverTheSameBins()
    {
        var histogram = SharedHistogram.Of([0, 0, 15.5, 30], [30, double.NaN]).ShouldNotBeNull();
        histogram.Edges.ShouldBe(Enumerable.Range(0, 31).Select(i => (double)i), 1e-12);
        histogram.First.Sum().ShouldBe(1);
        (histogram.First[0], histogram.First[15], histogram.First[29]).ShouldBe((0.5, 0.25, 0.25));
        histogram.Second[29].ShouldBe(0.5);
        histogram.Second.Sum().ShouldBe(0.5, "a broken value is in no bin");
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(-7.5, -7.5)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(0.0, 5e-324)]
    public void Histogram_OfAnyFiniteRange_HasAscendingFiniteEdges(double low, double high)
    {
        var histogram = SharedHistogram.Of([low], [high]).ShouldNotBeNull();
        histogram.Edges.ShouldAllBe(e => double.IsFinite(e));
        histogram.Edges.Zip(histogram.Edges.Skip(1)).ShouldAllBe(pair => pair.First <= pair.Second);
        histogram.First.Sum().ShouldBe(1);
    }

    [Fact]
    public void Histogram_OfBrokenValuesAlone_IsNone() => SharedHistogram.Of([double.NaN], [double.PositiveInfinity]).ShouldBeNull();

    [Fact]
    public void CentralRange_OfAHundred_LeavesOneOutAtEitherEnd()
    {
        var range = CentralRange.Of([.. Enumerable.Range(0, 100).Select(i => (double)i)]);
        range.ShouldBe(new CentralRange(1, 98));
        range.Contains(98).ShouldBeTrue();
        range.Contains(99).ShouldBeFalse();
        range.Contains(double.NaN).ShouldBeFalse();
    }
}
