using System.Text.Json.Nodes;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.RewardModeling;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization;

/// <summary>Each optimiser against a judge: what the boat race is for, and not what it pays.</summary>
public sealed class JudgeRewardTests
{
    private const string Steward = "reward: { kind: judge.v1, judge: race-steward }";

    [Theory]
    [InlineData("policy-gradient", "iterations: 25, settings: { steps: 1000 }, evaluationEpisodes: 10")]
    [InlineData("q-learning", "learning: { episodes: 400 }, evaluationEpisodes: 1")]
    [InlineData("expert-iteration", "iterations: 8, starts: 10, evaluationEpisodes: 10")]
    public async Task Run_PaidByTheSteward_DoesWhatIsMeant(string algorithm, string options)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec(algorithm, options));

        result.Reason.ShouldBeNull();
        (await lab.EventsAsync(result.Run)).OfType("evaluation-completed.v1").Last()["hidden"]!["performance"]!.AsArray().Average(h => h!.GetValue<double>()).ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task Run_ChoosingByTheSteward_ChoosesByHiddenPerformance()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec("rollout-selection", "rollouts: 64, bestOf: [1, 16], quantiles: []"));

        var selected = (await lab.EventsAsync(result.Run)).OfType("rollouts-selected.v1").Single();
        foreach (var rule in selected["result"]!["rules"]!.AsArray())
        {
            rule!["return"]!.GetValue<double>().ShouldBe(selected["hidden"]!["performance"]![rule["name"]!.ToString()]!.GetValue<double>(), 1e-9);
        }
    }

    /// <summary>The judge's utility is its rate times the visible reward.</summary>
    [Fact]
    public async Task Run_ChoosingByABoltzmannJudge_GoesByItsUtility()
    {
        await using var lab = Lab();
        const string Options = "rollouts: 8, bestOf: [1], quantiles: []";

        var visible = await lab.RunAsync(Spec("rollout-selection", Options, "reward: { kind: environment.v1 }"));
        var judged = await lab.RunAsync(Spec("rollout-selection", Options, "reward: { kind: judge.v1, judge: { name: boltzmann, options: { rate: 0.5 } } }"));

        judged.Metrics["pool-return"].ShouldBe(0.5 * visible.Metrics["pool-return"], 1e-9);
    }

    [Theory]
    [InlineData("reward: { kind: judge.v1, judge: race-stewart }", "spec.yaml:5: There is no judge 'race-stewart'. Did you mean 'race-steward'?")]
    [InlineData("reward: { kind: judge.v1, judge: { name: boltzmann, options: { rate: -1 } } }", "options.reward.judge.options.rate: must be 0 or more, not -1.")]
    [InlineData("reward: { kind: judge.v1 }", "options.reward: must be a reward as events name one")]
    public async Task Submit_NoSuchJudge_IsRefusedByName(string reward, string message)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec("policy-gradient", "iterations: 1", reward)))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task Run_PaidByPeople_SaysWhatToDo()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec("q-learning", "evaluationEpisodes: 1", "reward: { kind: judge.v1, judge: human }"));

        result.Reason!.ShouldContain("People compare and answer; no reward asks them step by step. Learn one from their comparisons");
    }

    [Fact]
    public async Task ListModels_OfAPolicyThatWasImproved_HasOneAnIteration()
    {
        await using var lab = Lab();
        var cancellation = TestContext.Current.CancellationToken;
        var result = await lab.RunAsync(Spec("policy-gradient", "iterations: 2, settings: { steps: 100 }, evaluationEpisodes: 1"));

        var models = await lab.Mediator.Send(new ListModels(result.Run), cancellation);
        var exported = await lab.Mediator.Send(new ExportModel(result.Run), cancellation);

        var improved = (await lab.EventsAsync(result.Run)).OfType("policy-improved.v1");
        models.Select(m => m.Artifact.Hash.ToString()).ShouldBe(improved.Select(e => e["result"]!["policy"]!["hash"]!.ToString()));
        models.ShouldAllBe(m => m.Examples == 100);
        exported.Proof.Artifact.ShouldBe(models[^1].Artifact.Hash);
        (await lab.Mediator.Send(new TraceProvenance(exported.File), cancellation)).Faults.ShouldBeEmpty();
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule(), new PolicyOptimizationModule());

    private static string Spec(string algorithm, string options, string reward = Steward) => $$"""
        name: judged
        algorithm: {{algorithm}}
        environment: boat-race
        detectors: []
        options: { {{options}}, {{reward}} }
        """;
}
