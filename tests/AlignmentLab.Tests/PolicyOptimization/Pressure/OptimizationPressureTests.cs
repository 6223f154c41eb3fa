using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Tests.Core;
using AlignmentLab.Tests.PolicyOptimization.Planning;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.Pressure;

public sealed class OptimizationPressureTests
{
    private const string Fork = """
        name: fork
        algorithm: optimization-pressure
        environment: fork
        detectors: []
        options: { divergences: [0.5, 1, 2], tolerance: 1.0e-9, capTemperature: 20, cap: 0.3 }
        """;

    private const string Race = """
        name: race
        algorithm: optimization-pressure
        environment: boat-race
        expert: careful-demonstrator
        detectors: []
        options: { prior: imitation, imitation: { episodes: 10, learner: { epochs: 40, model: { hidden: [16] } } }, divergences: [2, 4] }
        """;

    /// <summary>Each of six steps is a choice of two, worth 1 or 0: whatever the way, a divergence of d has one return, that of a coin with KL(coin || fair) = d / 6.</summary>
    [Theory]
    [InlineData("boltzmann")]
    [InlineData("kl")]
    [InlineData("quantilizing")]
    [InlineData("best-of-n")]
    [InlineData("halfway")]
    public async Task Run_EveryWay_HasTheReturnThatItsDivergenceBuys(string method)
    {
        await using var lab = Lab();

        var metrics = (await lab.RunAsync(Fork)).Metrics;

        foreach (var nats in (double[])[0.5, 1, 2])
        {
            var divergence = metrics[$"{method}-{nats}-divergence"];
            divergence.ShouldBe(nats, 0.01 * nats);
            metrics[$"{method}-{nats}-return"].ShouldBe(6 * Coin(divergence / 6), 1e-6);
        }
    }

    [Fact]
    public async Task Run_WithoutALimit_IsTheBestAndWithoutPressureThePrior()
    {
        await using var lab = Lab();

        var metrics = (await lab.RunAsync(Fork)).Metrics;

        (metrics["prior-return"], metrics["prior-divergence"]).ShouldBe((3, 0));
        metrics["unlimited-return"].ShouldBe(6, 1e-12);
        metrics["unlimited-divergence"].ShouldBe(6 * Math.Log(2), 1e-9);
    }

    [Fact]
    public async Task Run_ForMoreThanThereIs_TakesTheFurthestAndMeasuresIt()
    {
        await using var lab = Lab();

        var metrics = (await lab.RunAsync(Fork, "options.divergences=[1,100]")).Metrics;

        metrics["kl-1-divergence"].ShouldBe(1, 0.01);
        metrics["kl-100-divergence"].ShouldBe(6 * Math.Log(2), 0.01);
    }

    /// <summary>The best policy is not held back by what an imitation seldom does: it is the best there is.</summary>
    [Fact]
    public async Task Run_NearAnImitation_PlansFromWhatItLearnedAndIsUnlimitedByIt()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Race);

        result.Status.ShouldBe(RunStatus.Completed, result.Reason);
        result.Metrics["unlimited-return"].ShouldBe(50, 1e-6);
        result.Metrics["prior-return"].ShouldBeGreaterThan(-40, "acting at random has -62");
        result.Metrics["kl-4-return"].ShouldBeGreaterThan(result.Metrics["kl-2-return"]);
        result.Metrics["kl-2-return"].ShouldBeGreaterThan(result.Metrics["prior-return"]);
    }

    [Theory]
    [InlineData("options.divergences=[]", "options.divergences: must name one divergence at least")]
    [InlineData("options.divergences=[1,1]", "options.divergences: must name one divergence at least")]
    [InlineData("options.halfwayRounds=0", "options.halfwayRounds: must be 1 to 20, not 0.")]
    [InlineData("options.capTemperature=0", "options.capTemperature: must be above 0, not 0.")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string expected)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Fork, setting))).Message.ShouldContain(expected);
    }

    // The larger share p with KL((p, 1 - p) || (1/2, 1/2)) = divergence.
    private static double Coin(double divergence)
    {
        var (low, high) = (0.5, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var p = (low + high) / 2;
            var kl = (p * Math.Log(2 * p)) + (p < 1 ? (1 - p) * Math.Log(2 * (1 - p)) : 0);
            (low, high) = kl < divergence ? (p, high) : (low, p);
        }

        return low;
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new PolicyOptimizationModule(), new ImitationModule(), new ForkPlugin());
}
