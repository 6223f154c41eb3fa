using AlignmentLab.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Statistics;

public sealed class PairedComparisonTests
{
    // Student, "The probable error of a mean", Biometrika 6 (1908): hours of sleep gained with two drugs.
    private static readonly double[] First = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] Second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Of_StudentsSleepData_GivesThePublishedFigures()
    {
        var comparison = PairedComparison.Of(First, Second);

        comparison.Difference.Mean.ShouldBe(1.58, 1e-12);
        comparison.Difference.Low!.Value.ShouldBe(0.7001142, 1e-6);
        comparison.Difference.High!.Value.ShouldBe(2.4598858, 1e-6);
        comparison.TProbability!.Value.ShouldBe(0.00283289, 1e-8);
        comparison.FlipProbability.ShouldBe(4.0 / 1024, "no difference is below 0 and one is 0, so four of the 1,024 flips reach the sum");
        comparison.Exact.ShouldBeTrue();
    }

    [Fact]
    public void Of_ManyPairs_DrawsFlipsThatAgreeWithTheTTest()
    {
        var second = Enumerable.Range(0, 40).Select(i => 0.3 + Math.Sin(37 * i)).ToArray();
        var comparison = PairedComparison.Of(new double[40], second);

        comparison.Exact.ShouldBeFalse();
        comparison.FlipProbability.ShouldBe(comparison.TProbability!.Value, 0.01);
    }

    [Fact]
    public void Of_OnePair_TellsTheDifferenceAndNoMore()
    {
        var comparison = PairedComparison.Of([1], [3]);

        comparison.Difference.ShouldBe(new ConfidenceInterval(2, null, null, 1));
        comparison.TProbability.ShouldBeNull();
        comparison.FlipProbability.ShouldBe(1);
    }

    [Fact]
    public void Of_ValueWithoutPartner_IsRefused() => Should.Throw<ArgumentException>(() => PairedComparison.Of([1, 2], [1]));

    [Fact]
    public void Of_OrderTurnedRound_SameProbabilities() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(Gen.Choose(-1000, 1000).ArrayOf(9).ToArbitrary(), values =>
        {
            var (a, b) = (new double[9], Array.ConvertAll(values, v => v / 16.0));
            var (forwards, backwards) = (PairedComparison.Of(a, b), PairedComparison.Of(b, a));
            return forwards.FlipProbability == backwards.FlipProbability && forwards.FlipProbability >= 2.0 / 512
                && forwards.Difference.Mean == -backwards.Difference.Mean && forwards.TProbability == backwards.TProbability;
        }));
}
