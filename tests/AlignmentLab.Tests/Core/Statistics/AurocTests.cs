using AlignmentLab.Core.Statistics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Statistics;

public sealed class AurocTests
{
    [Theory]
    [InlineData(new[] { 2.0, 3 }, new[] { 0.0, 1 }, 1)]
    [InlineData(new[] { 0.0, 0 }, new[] { 0.0, 0 }, 0.5)]
    [InlineData(new[] { 1.0, 3 }, new[] { 2.0, 2 }, 0.5)]
    [InlineData(new[] { 5.0, 0 }, new[] { 0.0, 0 }, 0.75)]
    public void Of_Scores_IsHowOftenAPositiveIsAhead(double[] positives, double[] negatives, double expected) =>
        Auroc.Of(positives, negatives).ShouldBe(expected);
}
