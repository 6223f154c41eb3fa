using AlignmentLab.PolicyOptimization.PolicyGradients;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.PolicyGradients;

public sealed class AdvantageEstimationTests
{
    private static readonly double[] Rewards = [1, 2, 3];
    private static readonly double[] Values = [0.5, 1, 1.5, 2];

    /// <summary>By hand: delta = 1.4, 2.35, 3.3; with discount lambda = 0.72, A_2 = 3.3, A_1 = 2.35 + 0.72 x 3.3, A_0 = 1.4 + 0.72 x 4.726.</summary>
    [Fact]
    public void Estimate_ThreeSteps_IsWhatTheEquationSays() => ShouldBe(Estimate(Values, 0.9, 0.8), 4.80272, 4.726, 3.3);

    [Fact]
    public void Estimate_LambdaOne_IsTheReturnLessTheValue() =>
        ShouldBe(Estimate(Values, 0.9, 1), 1 + 1.8 + 2.43 + 1.458 - 0.5, 2 + 2.7 + 1.62 - 1, 3 + 1.8 - 1.5);

    [Fact]
    public void Estimate_LambdaZero_IsOneStepsSurprise() => ShouldBe(Estimate(Values, 0.9, 0), 1.4, 2.35, 3.3);

    [Fact]
    public void Estimate_EndOfTheTask_HasNothingAhead() => ShouldBe(Estimate([0.5, 1, 1.5, 0], 0.9, 0), 1.4, 2.35, 1.5);

    [Fact]
    public void Estimate_NoValueAfterTheLastStep_IsRefused() =>
        Should.Throw<ArgumentException>(() => Estimate([0.5, 1, 1.5], 0.9, 0)).Message.ShouldContain("3 rewards need 4 values");

    [Fact]
    public void Normalize_ThreeAdvantages_HaveMeanZeroAndDeviationOne()
    {
        double[] advantages = [1, 2, 6];

        AdvantageEstimation.Normalize(advantages);

        ShouldBe(advantages, -2 / Math.Sqrt(14 / 3.0), -1 / Math.Sqrt(14 / 3.0), 3 / Math.Sqrt(14 / 3.0));
    }

    [Fact]
    public void Normalize_AllTheSame_AreZero()
    {
        double[] advantages = [4, 4, 4, 4];

        AdvantageEstimation.Normalize(advantages);

        advantages.ShouldAllBe(a => a == 0);
    }

    private static double[] Estimate(double[] values, double discount, double lambda)
    {
        var advantages = new double[Rewards.Length];
        AdvantageEstimation.Estimate(Rewards, values, discount, lambda, advantages);
        return advantages;
    }

    private static void ShouldBe(double[] advantages, params double[] expected)
    {
        advantages.Length.ShouldBe(expected.Length);
        foreach (var (actual, wanted) in advantages.Zip(expected))
        {
            actual.ShouldBe(wanted, 1e-6);
        }
    }
}
