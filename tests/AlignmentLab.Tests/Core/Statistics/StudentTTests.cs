using AlignmentLab.Core.Statistics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Statistics;

public sealed class StudentTTests
{
    // Abramowitz and Stegun, table 26.10, and for 1 and 2 degrees the closed forms tan(pi p / 2) and p sqrt(2 / (1 - p^2)).
    [Theory]
    [InlineData(0.95, 1, 12.706204736)]
    [InlineData(0.95, 2, 4.302652730)]
    [InlineData(0.95, 3, 3.182446305)]
    [InlineData(0.95, 4, 2.776445105)]
    [InlineData(0.95, 9, 2.262157163)]
    [InlineData(0.95, 10, 2.228138852)]
    [InlineData(0.95, 30, 2.042272456)]
    [InlineData(0.99, 5, 4.032142984)]
    [InlineData(0.95, 1000, 1.962339081)]
    public void TwoSidedQuantile_OfTables_Agrees(double probability, int degrees, double expected) =>
        StudentT.TwoSidedQuantile(probability, degrees).ShouldBe(expected, 1e-8);

    [Fact]
    public void ConfidenceInterval_OfFiveValues_IsTheTextbooks()
    {
        var interval = ConfidenceInterval.Of([1, 2, 3, 4, 5]);

        interval.Mean.ShouldBe(3);
        interval.Low!.Value.ShouldBe(3 - (2.776445105 * Math.Sqrt(2.5 / 5)), 1e-8);
        interval.High!.Value.ShouldBe(3 + (2.776445105 * Math.Sqrt(2.5 / 5)), 1e-8);
    }

    [Fact]
    public void ConfidenceInterval_OfOneValue_HasNoBounds() => ConfidenceInterval.Of([7.5]).ShouldBe(new ConfidenceInterval(7.5, null, null, 1));
}
