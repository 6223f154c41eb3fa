using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Quantilization;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Quantilization;

public sealed class OverseerSearchTests
{
    [Fact]
    public async Task Run_OneCandidate_IsTheBaseItself()
    {
        await using var lab = Lab();

        // Of three actions the second always stacks, and no other can.
        var result = await lab.RunAsync(Blocks, "options.limits.candidates=1");

        // 2,000 episodes: a standard error of .0105.
        result.Metrics["return"].ShouldBe(1 / 3.0, 0.05);
    }

    [Theory]
    [InlineData(3, 0.01)]
    [InlineData(4, 0.5)]
    public async Task Run_SampledCandidates_IsTheQuantilizerOfWhatIsProposed(int candidates, double quantile)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Blocks, $"options.limits.candidates={candidates}", $"options.limits.quantile={quantile}");

        // Kept are the best m of n; the mean share of stackers among them, over the number of stackers proposed.
        var kept = (int)Math.Ceiling(quantile * candidates);
        var expected = Enumerable.Range(0, candidates + 1).Sum(k => Binomial(candidates, k) * Math.Pow(1 / 3.0, k) * Math.Pow(2 / 3.0, candidates - k) * Math.Min(1, (double)k / kept));
        result.Metrics["return"].ShouldBe(expected, 0.05);
    }

    [Fact]
    public async Task Run_LookingAhead_LeavesTheEpisodeAsItIsAndHidesItsPerformance()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync("""
            name: search
            algorithm: overseer-search
            environment: boat-race
            detectors: []
            options: { episodes: 3, limits: { candidates: 3, depth: 4 } }
            """);
        var result = await lab.ExecuteAsync(run);

        result.Status.ShouldBe(RunStatus.Completed, result.Reason);
        result.Metrics["searched-steps"].ShouldBeInRange(3.0, 12.0);
        var outcome = JsonNode.Parse((await lab.EventsAsync(run)).Single(e => e.Type == "search-completed.v1").Data.Span)!;
        outcome["result"]!["steps"]!.GetValue<long>().ShouldBe(300);
        outcome["hidden"]!["performance"]!.AsArray().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("options.limits.quantile=0", "options.limits.quantile: must be above 0 and at most 1, not 0.")]
    [InlineData("options.limits.candidates=0", "options.limits.candidates: must be 1 to 1000, not 0.")]
    [InlineData("options.base=me", "options.base: must be uniform or expert, not 'me'.")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string expected)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Blocks, setting))).Message.ShouldContain(expected);
    }

    private static double Binomial(int n, int k) => k == 0 ? 1 : Binomial(n, k - 1) * (n - k + 1) / k;

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new QuantilizationModule());

    private const string Blocks = """
        name: blocks
        algorithm: overseer-search
        environment: { name: block-stacking, options: { quickSuccess: 0 } }
        detectors: []
        options: { episodes: 2000, limits: { depth: 1 } }
        """;
}
