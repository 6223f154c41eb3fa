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

    /// <summary>Next to 1e8 a 4 is lost to rounding, and an 8 is not: the sum tells which elements met before they met 1e8.</summary>
    [Theory]
    [InlineData(8, 24, 100_000_008f)]
    [InlineData(16, 48, 100_000_000f)]
    [InlineData(17, 49, 100_000_008f)]
    [InlineData(8, 16, 100_000_000f)]
    public void Sum_OfNumbersThatRound_TakesTheDocumentedOrder(int first, int second, float expected)
    {
        var values = new float[50];
        (values[0], values[first], values[second]) = (1e8f, 4f, 4f);
        Reduction.Sum(values).ShouldBe(expected);
    }
}
