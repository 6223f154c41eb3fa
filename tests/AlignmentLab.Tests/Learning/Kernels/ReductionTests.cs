using AlignmentLab.Learning.Kernels;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Kernels;

public sealed class ReductionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Sum_OfWholeNumbers_IsExact(int count) =>
        Reduction.Sum([.. Enumerable.Range(1, count).Select(i => (float)i)]).ShouldBe(count * (count + 1) / 2);

    [Fact]
    public void Sum_OfNumbersThatRound_TakesTheDocumentedOrder()
    {
        // 1e8 swallows a 1 added to it: elements 0 and 16 share a partial sum, 1 and 17 another, which meet only at the end.
        var values = new float[18];
        (values[0], values[16], values[1], values[17]) = (1e8f, 1f, 1f, -1f);
        Reduction.Sum(values).ShouldBe(1e8f);
        (values[1], values[17]) = (8f, 8f);
        Reduction.Sum(values).ShouldBe(100_000_016f);
    }
}
