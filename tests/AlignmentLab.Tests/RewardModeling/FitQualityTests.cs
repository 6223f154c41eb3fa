using AlignmentLab.RewardModeling.Fitting;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class FitQualityTests
{
    /// <summary>Ten pairs at 0.9 of which 9 are preferred, ten at 0.6 of which 3 are: (0 + 0.3) / 2.</summary>
    [Fact]
    public void Of_TwoBins_IsTheMeanGapOfTheirPairs()
    {
        var predictions = Enumerable.Repeat(0.9, 10).Concat(Enumerable.Repeat(0.6, 10)).ToList();
        var shares = Enumerable.Range(0, 10).Select(i => i < 9 ? 1.0 : 0).Concat(Enumerable.Range(0, 10).Select(i => i < 3 ? 1.0 : 0)).ToList();

        var quality = FitQuality.Of(predictions, shares);

        quality.CalibrationError.ShouldBe(0.15, 1e-12);
        quality.Accuracy.ShouldBe(0.6);
        quality.LogLoss.ShouldBe(-((9 * Math.Log(0.9)) + Math.Log(0.1) + (3 * Math.Log(0.6)) + (7 * Math.Log(0.4))) / 20, 1e-12);
        quality.Bins.Select(b => (b.Low, b.Pairs, b.Observed)).ShouldBe([(0.6, 10, 0.3), (0.9, 10, 0.9)]);
    }

    [Fact]
    public void Of_GapsToBothSides_DoesNotLetThemCancel() =>
        FitQuality.Of([0.25, 0.75], [1, 0]).CalibrationError.ShouldBe(0.75, 1e-12);

    [Fact]
    public void Of_TiesAlone_HasNoAccuracy()
    {
        var quality = FitQuality.Of([0.5, 0.5], [0.5, 0.5]);

        quality.Accuracy.ShouldBeNull();
        quality.LogLoss.ShouldBe(Math.Log(2), 1e-12);
        quality.CalibrationError.ShouldBe(0);
    }

    [Fact]
    public void Of_CertainAnswers_CountsTheEndsAndStaysFinite()
    {
        var quality = FitQuality.Of([1, 0, 0.5], [1, 1, 0]);

        quality.Accuracy.ShouldBe(0.5);
        double.IsFinite(quality.LogLoss).ShouldBeTrue();
        quality.Bins.Select(b => b.Low).ShouldBe([0, 0.5, 0.9]);
    }
}
