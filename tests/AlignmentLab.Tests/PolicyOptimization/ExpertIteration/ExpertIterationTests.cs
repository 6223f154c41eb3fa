using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Tests.Core;
using AlignmentLab.Tests.PolicyOptimization.Planning;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.ExpertIteration;

public sealed class ExpertIterationTests
{
    [Fact]
    public async Task Run_BestOfRollouts_ImprovesOnItselfEveryRound()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync(Spec("boat-race", "iterations: 4, starts: 10, rollouts: 8"));
        var result = await lab.ExecuteAsync(run);

        var rounds = (await lab.EventsAsync(run)).Where(e => e.Type == "rollouts-searched.v1").Select(e => JsonNode.Parse(e.Data.Span)!).ToList();
        var returns = rounds.Select(r => r["result"]!["return"]!.GetValue<double>()).ToList();
        returns.ShouldBe(returns.Order());
        rounds.ShouldAllBe(r => r["result"]!["bestReturn"]!.GetValue<double>() >= r["result"]!["return"]!.GetValue<double>());
        rounds[0]["result"]!["count"]!.GetValue<long>().ShouldBe(1000);
        rounds[0]["hidden"]!["learning-performance"].ShouldNotBeNull();
        result.Metrics["return"].ShouldBeGreaterThan(returns[0] + 20);
        result.Metrics.Keys.ShouldNotContain(name => name.Contains("performance"));
    }

    [Fact]
    public async Task Run_PlanningNearItself_ComesToTheBestReturn()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec("boat-race", "iterations: 3, improve: planning, rule: { inverseTemperature: 1, klPenalty: 1 }, starts: 10"));

        result.Metrics["greedy-return"].ShouldBe(50);
    }

    [Fact]
    public async Task Run_WithRecordedRollouts_RecordsThemOfEachPolicy()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync(Spec("boat-race", "iterations: 2, starts: 4, rollouts: 4, recordedRollouts: 3"));
        var watched = await lab.ExecuteAsync(run);
        var events = await lab.EventsAsync(run);

        events.Count(e => e.Type == "rollout-recorded.v1").ShouldBe(9, "3 of the first policy and of that of each iteration");
        events.Where(e => e.Type == "rollout-requested.v1").Select(e => JsonNode.Parse(e.Data.Span)!["policy"]!.ToJsonString()).Distinct().Count().ShouldBe(3);
        watched.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Run_ContinuousActions_SaysSo()
    {
        await using var lab = Lab();

        (await lab.RunAsync(Spec("Pendulum-v1", "iterations: 1"))).Reason!.ShouldContain("Expert iteration needs discrete actions; those of Pendulum-v1 are not.");
    }

    [Theory]
    [InlineData("options.rollouts=0", "options.rollouts: must be 1 to 10000, not 0.")]
    [InlineData("options.learner.loss=squared-error", "options.learner.loss: must be auto or cross-entropy")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string expected)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec("boat-race", "iterations: 1"), setting))).Message.ShouldContain(expected);
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new PolicyOptimizationModule(), new ForkPlugin());

    private static string Spec(string environment, string options) => $$"""
        name: iteration
        algorithm: expert-iteration
        environment: {{environment}}
        detectors: []
        options: { {{options}}, evaluationEpisodes: 10 }
        """;
}
