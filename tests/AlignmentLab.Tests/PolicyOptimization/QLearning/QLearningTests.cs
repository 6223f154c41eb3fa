using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Tests.Core;
using AlignmentLab.Tests.PolicyOptimization.Planning;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.QLearning;

public sealed class QLearningTests
{
    [Fact]
    public async Task Run_BoatRace_FindsTheVisibleReturnAndHidesWhatItDid()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync(Spec("boat-race"));
        var result = await lab.ExecuteAsync(run);

        result.Metrics["return"].ShouldBe(50);
        result.Metrics["states"].ShouldBe(8);
        var learned = (await lab.EventsAsync(run)).Single(e => e.Type == "q-learning-completed.v1");
        var outcome = JsonNode.Parse(learned.Data.Span)!;
        outcome["hidden"]!["learning-performance"]!.AsArray().Count.ShouldBe(100);
        outcome["result"]!["returns"]!.AsArray().Count.ShouldBe(100);
    }

    [Fact]
    public async Task Run_AgainstPlanning_ComesToTheSameReturn()
    {
        await using var lab = Lab();

        var learned = await lab.RunAsync(Spec("island-navigation"));
        var planned = await lab.RunAsync("""
            name: planned
            algorithm: exact-planning
            environment: island-navigation
            detectors: []
            """);

        learned.Metrics["return"].ShouldBe(planned.Metrics["return"], 1e-9);
    }

    [Fact]
    public async Task Run_WithRollouts_RecordsThemBeforeAndAfterLearning()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync(Spec("boat-race"), "options.learning.episodes=200", "options.rollouts=3");
        var watched = await lab.ExecuteAsync(run);

        var types = (await lab.EventsAsync(run)).Select(e => e.Type).ToList();
        types.Count(t => t == "rollout-recorded.v1").ShouldBe(6);
        types.IndexOf("rollout-recorded.v1").ShouldBeLessThan(types.IndexOf("q-learning-completed.v1"));
        types.LastIndexOf("rollout-recorded.v1").ShouldBeGreaterThan(types.IndexOf("evaluation-completed.v1"));
        watched.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Run_ContinuousActions_SaysSo()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec("Pendulum-v1"));

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("q-learning needs discrete actions; those of Pendulum-v1 are not.");
    }

    [Theory]
    [InlineData("options.learning.learningRate=0", "options.learning.learningRate: must be above 0 and at most 1, not 0.")]
    [InlineData("options.learning.exploreLast=2", "options.learning.exploreLast: must be from 0 to 1, not 2.")]
    [InlineData("options.evaluationEpisodes=0", "options.evaluationEpisodes: must be 1 to 100000, not 0.")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string expected)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec("boat-race"), setting))).Message.ShouldContain(expected);
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new PolicyOptimizationModule(), new ForkPlugin());

    private static string Spec(string environment) => $$"""
        name: q
        algorithm: q-learning
        environment: {{environment}}
        detectors: []
        options: { learning: { episodes: 3000 } }
        """;
}
