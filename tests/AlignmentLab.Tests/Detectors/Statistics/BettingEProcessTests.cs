using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class BettingEProcessTests
{
    private const double Alpha = 0.05;
    private const int Runs = 2_000;

    /// <summary>What makes Ville's inequality apply: whatever came before, a fair observation is expected to change nothing.</summary>
    [Fact]
    public void Add_AnyHistory_IsAFairGameUnderTheNullMean() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(7, 11),
        Prop.ForAll(ArbMap.Default.ArbFor<(bool[] History, byte Mean)>(), drawn =>
        {
            var mean = (drawn.Mean + 1) / 257.0;
            var value = After(mean, drawn.History);
            var next = (mean * After(mean, [.. drawn.History, true])) + ((1 - mean) * After(mean, [.. drawn.History, false]));
            return Math.Abs(next - value) <= 1e-9 * Math.Max(1, value);
        }));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    public void Value_LookedAtAfterEveryNullObservation_RaisesNoMoreFalseAlarmsThanAlpha(double mean)
    {
        var random = new Pcg64(3);
        FalseAlarms(() => random.NextDouble() < mean ? 1 : 0, mean).ShouldBeLessThanOrEqualTo(Most);
    }

    [Fact]
    public void Value_OfNullObservationsThatDependOnThePast_RaisesNoMoreFalseAlarmsThanAlpha()
    {
        // Long stretches well below the mean, ended by fair ones: what a gambler who joins late is tempted by.
        var (random, t) = (new Pcg64(5), 0);
        FalseAlarms(() => ++t % 50 < 25 ? 0.1 * random.NextDouble() : random.NextDouble(), 0.5).ShouldBeLessThanOrEqualTo(Most);
    }

    [Fact]
    public void Value_OfAMeanThatRisesLate_StillCrosses()
    {
        var process = new BettingEProcess(0.5);
        for (var i = 0; i < 200; i++)
        {
            process.Add(i % 2);
        }

        for (var i = 0; i < 30; i++)
        {
            process.Add(1);
        }

        process.Value.ShouldBeGreaterThan(1 / 0.01);
    }

    [Fact]
    public void Value_OfEndlessEvidence_StaysFinite()
    {
        var process = new BettingEProcess(0.5);
        for (var i = 0; i < 5_000; i++)
        {
            process.Add(1);
        }

        double.IsFinite(process.Value).ShouldBeTrue();
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Add_OutsideTheUnitInterval_IsRefused(double observation) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new BettingEProcess(0.5).Add(observation)).Message.ShouldContain("[0, 1]");

    // What a share of alpha stays below in 999 of 1000 simulations.
    internal static double Most => Runs * (Alpha + (3.1 * Math.Sqrt(Alpha * (1 - Alpha) / Runs)));

    private static double FalseAlarms(Func<double> draw, double mean)
    {
        var alarms = 0;
        for (var run = 0; run < Runs; run++)
        {
            var process = new BettingEProcess(mean);
            for (var t = 0; t < 300 && process.Value < 1 / Alpha; t++)
            {
                process.Add(draw());
            }

            alarms += process.Value >= 1 / Alpha ? 1 : 0;
        }

        return alarms;
    }

    private static double After(double mean, bool[] history)
    {
        var process = new BettingEProcess(mean);
        foreach (var observation in history)
        {
            process.Add(observation ? 1 : 0);
        }

        return process.Value;
    }
}
