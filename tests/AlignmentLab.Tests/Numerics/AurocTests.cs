using AlignmentLab.Numerics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

public sealed class AurocTests
{
    [Theory]
    [InlineData(new[] { 2.0, 3 }, new[] { 0.0, 1 }, 1)]
    [InlineData(new[] { 0.0, 0 }, new[] { 0.0, 0 }, 0.5)]
    [InlineData(new[] { 1.0, 3 }, new[] { 2.0, 2 }, 0.5)]
    [InlineData(new[] { 5.0, 0 }, new[] { 0.0, 0 }, 0.75)]
    public void Of_Scores_IsHowOftenAPositiveIsAhead(double[] positives, double[] negatives, double expected) =>
        Auroc.Of(positives, negatives).ShouldBe(expected);

    /// <summary>At either end it is 1.96 standard errors of that end away; their example of 51 and 58 images has 0.893 and a standard error of 0.032.</summary>
    [Fact]
    public void Interval_OfHanleyAndMcNeilsExample_IsTwoStandardErrorsEitherWay()
    {
        var (low, high) = Auroc.Interval(0.893, 51, 58);
        low.ShouldBe(0.80997, 1e-5);
        high.ShouldBe(0.94071, 1e-5);
        ((high - low) / (2 * 1.96)).ShouldBe(0.0325, 0.001);
    }

    /// <summary>Their example: an area of .893 of 51 and 58 images has a standard error of .032, rounded on the way.</summary>
    [Fact]
    public void StandardError_OfHanleyAndMcNeilsExample_IsTheirs() => Auroc.StandardError(0.893, 51, 58).ShouldBe(0.032, 0.001);

    [Fact]
    public void Interval_OfAllOrNothing_EndsThere()
    {
        Auroc.Interval(1, 50, 60).High.ShouldBe(1);
        Auroc.Interval(1, 50, 60).Low.ShouldBe(0.96093, 1e-5);
        Auroc.Interval(0, 50, 60).Low.ShouldBe(0);
    }
}
