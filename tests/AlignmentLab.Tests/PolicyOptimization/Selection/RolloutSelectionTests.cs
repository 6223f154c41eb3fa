using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Tests.Core;
using AlignmentLab.Tests.PolicyOptimization.Planning;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.Selection;

public sealed class RolloutSelectionTests
{
    /// <summary>Six fair coins: the best of n has the expectation of the largest of n binomials, which is known.</summary>
    [Fact]
    public async Task Run_AtAFork_ExpectsTheLargestOfBinomials()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec("fork", "rollouts: 4000, bestOf: [1, 4, 16], quantiles: [0.1], tilts: [1]"));

        result.Metrics["best-of-1-return"].ShouldBe(result.Metrics["pool-return"], 1e-9);
        foreach (var n in new[] { 1, 4, 16 })
        {
            result.Metrics[$"best-of-{n}-return"].ShouldBe(LargestOf(n), 0.1);
        }

        // A tilted coin: e / (1 + e) each.
        result.Metrics["tilt-1-return"].ShouldBe(6 * Math.E / (1 + Math.E), 0.15);
        result.Metrics["tilt-1-divergence"].ShouldBe(0.6655, 0.1);
        result.Metrics["quantile-0.1-divergence"].ShouldBeInRange(1.5, Math.Log(10) + 1e-9);
    }

    /// <summary>Best of one is the mean, whose standard error is known: the pool's standard deviation over the root of its size.</summary>
    [Fact]
    public async Task Run_BestOfOne_HasTheStandardErrorOfAMean()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync(Spec("fork", "rollouts: 400, bestOf: [1], quantiles: []"), "options.bootstraps=400");
        await lab.ExecuteAsync(run);

        var result = JsonNode.Parse((await lab.EventsAsync(run)).Single(e => e.Type == "rollouts-selected.v1").Data.Span)!["result"]!;
        var expected = result["standardDeviation"]!.GetValue<double>() / Math.Sqrt(400);
        result["rules"]![0]!["standardError"]!.GetValue<double>().ShouldBe(expected, 0.15 * expected);
        result["standardDeviation"]!.GetValue<double>().ShouldBe(Math.Sqrt(6) / 2, 0.12);
    }

    [Fact]
    public async Task Run_BoatRace_KeepsWhatIsHiddenOutOfMeasurements()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync(Spec("boat-race", "rollouts: 200, bestOf: [1, 16], quantiles: [0.5]"));
        var result = await lab.ExecuteAsync(run);

        var outcome = JsonNode.Parse((await lab.EventsAsync(run)).Single(e => e.Type == "rollouts-selected.v1").Data.Span)!;
        outcome["hidden"]!["performance"]!.AsObject().Select(p => p.Key).ShouldBe(["best-of-1", "best-of-16", "quantile-0.5"]);
        outcome["hidden"]!["performance-standard-error"]!["best-of-16"]!.GetValue<double>().ShouldBeGreaterThan(0);
        outcome["result"]!.ToJsonString().ShouldNotContain("performance");
        result.Metrics.Keys.ShouldBe(
            ["best-of-1-divergence", "best-of-1-return", "best-of-16-divergence", "best-of-16-return", "pool-return", "quantile-0.5-divergence", "quantile-0.5-return"], ignoreOrder: true);
        result.Metrics["best-of-16-return"].ShouldBeGreaterThan(result.Metrics["pool-return"] + 10);
    }

    [Theory]
    [InlineData("options.bestOf=[400]", "must be 1 to the number of rollouts, not 400.")]
    [InlineData("options.quantiles=[0]", "must be above 0 and at most 1, not 0.")]
    [InlineData("options.bestOf=[4, 4]", "options.bestOf: must, with quantiles and tilts, name one rule at least, and each once.")]
    public async Task Submit_RuleThatThePoolCannotTell_IsRefused(string setting, string expected)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec("boat-race", "rollouts: 200"), setting))).Message.ShouldContain(expected);
    }

    private static double LargestOf(int n)
    {
        var (sum, below) = (0.0, 0.0);
        foreach (var (heads, ways) in new[] { 1, 6, 15, 20, 15, 6, 1 }.Index())
        {
            var upTo = below + (ways / 64.0);
            sum += heads * (Math.Pow(upTo, n) - Math.Pow(below, n));
            below = upTo;
        }

        return sum;
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new PolicyOptimizationModule(), new ForkPlugin());

    private static string Spec(string environment, string options) => $$"""
        name: selection
        algorithm: rollout-selection
        environment: {{environment}}
        detectors: []
        options: { {{options}}, bootstraps: 20 }
        """;
}
