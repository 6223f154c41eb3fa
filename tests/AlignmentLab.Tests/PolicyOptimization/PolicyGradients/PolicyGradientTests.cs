using System.Text.Json.Nodes;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Learning;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Tests.Core;
using AlignmentLab.Tests.PolicyOptimization.Planning;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.PolicyGradients;

public sealed class PolicyGradientTests
{
    private static readonly Module[] Plugins = [new EnvironmentsModule(), new PolicyOptimizationModule(), new ForkPlugin(), new TreadmillPlugin()];

    [Fact]
    public async Task Run_PpoInBoatRace_ComesToTheReturnOfRacing()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var run = await lab.SubmitAsync(Spec("boat-race", "iterations: 25, settings: { steps: 1000 }"));
        var result = await lab.ExecuteAsync(run);

        result.Metrics["greedy-return"].ShouldBe(50);
        result.Metrics["return"].ShouldBeGreaterThan(45);
        var improved = Outcomes(await lab.EventsAsync(run), "policy-improved.v1");
        improved.Count.ShouldBe(25);
        improved[0]["result"]!["return"]!.GetValue<double>().ShouldBeLessThan(0);
        improved[0]["result"]!["visibleReturn"]!.GetValue<double>().ShouldBe(improved[0]["result"]!["return"]!.GetValue<double>());
        improved[0]["hidden"]!["learning-performance"]!.GetValue<double>().ShouldBeInRange(-100, 100);
        result.Metrics.Keys.ShouldNotContain(name => name.Contains("performance"));
    }

    [Fact]
    public async Task Run_ReinforceAtAFork_TakesTheBetterWay()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var result = await lab.RunAsync(Spec("fork", "iterations: 30, settings: { method: reinforce, steps: 120, policy: { optimizer: { learningRate: 0.02 }, batchSize: 16, model: { hidden: [8] } } }"));

        result.Metrics["greedy-return"].ShouldBe(6);
        result.Metrics["return"].ShouldBeGreaterThan(5.5);
    }

    /// <summary>The optimum of return - KL has the better way with probability e / (1 + e): 6 steps of 0.7311, and 6 of KL = 0.1109 nats.</summary>
    [Fact]
    public async Task Run_PenaltyOfOneANat_ComesToTheKnownOptimum()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var result = await lab.RunAsync(Spec("fork", $"iterations: 40, {SmallSteps}, kl: {{ reference: {{ kind: uniform }}, penalty: 1 }}"));

        result.Metrics["divergence"].ShouldBe(0.6655, 0.12);
        result.Metrics["return"].ShouldBe(4.386, 0.35);
    }

    [Fact]
    public async Task Run_WithRollouts_RecordsThemOfEachPolicy()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var run = await lab.SubmitAsync(Spec("fork", $"iterations: 2, {SmallSteps}, rollouts: 3"));
        (await lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Completed);
        var events = await lab.EventsAsync(run);

        events.Count(e => e.Type == "rollout-recorded.v1").ShouldBe(9, "3 of the first policy and of that of each iteration");
        events.Where(e => e.Type == "rollout-requested.v1").Select(e => JsonNode.Parse(e.Data.Span)!["policy"]!.ToJsonString()).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Run_StrongPenalty_StaysAtTheReference()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var free = await lab.RunAsync(Spec("fork", $"iterations: 30, {SmallSteps}"));
        var kept = await lab.RunAsync(Spec("fork", $"iterations: 30, {SmallSteps}, kl: {{ penalty: 100 }}"));

        free.Metrics["divergence"].ShouldBeGreaterThan(2);
        kept.Metrics["divergence"].ShouldBeLessThan(0.02);
    }

    [Fact]
    public async Task Run_TargetDivergence_IsHeld()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var result = await lab.RunAsync(Spec("fork", $"iterations: 60, {SmallSteps}, kl: {{ reference: {{ kind: uniform }}, penalty: 0.1, target: 1 }}"));

        result.Metrics["divergence"].ShouldBe(1, 0.3);
        result.Metrics["kl-penalty"].ShouldBeGreaterThan(0.2);
    }

    /// <summary>A reward model that pays for the worse way: one number a choice, all weight on the second.</summary>
    [Fact]
    public async Task Run_LearnedReward_IsOptimisedWhateverIsVisible()
    {
        var blobs = new InMemoryBlobStore();
        await using var lab = new TestLab(new InMemoryEventStore(TimeProvider.System), blobs, new InMemoryRunLeases(), Plugins);
        var learner = new LearnerOptions { Model = new ModelSpec { Kind = "ridge", RidgePenalty = 1e-9 } };
        var data = new TrainingData(4, 3, [0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1], 1, [0, 1, 0, 1]);
        var model = await new ManagedTrainer().TrainAsync(
            new TrainingTask(learner, data, 1, "squared-error", 1, null, new Dictionary<string, string>()), null, TestContext.Current.CancellationToken);
        var hash = await blobs.PutAsync(model.Checkpoint);
        var member = $"{{ hash: \"{hash}\", length: {model.Checkpoint.Length} }}";

        var result = await lab.RunAsync(Spec("fork", $"iterations: 30, {SmallSteps}, reward: {{ kind: learned.v1, input: observation-and-action, members: [{member}] }}"));

        result.Metrics["learning-return"].ShouldBeGreaterThan(5.5);
        result.Metrics["visible-return"].ShouldBeLessThan(0.5);
        result.Metrics["greedy-return"].ShouldBe(0);
    }

    [Fact]
    public async Task Run_ReferenceThatNeverTakesAChoice_FailsAndSaysSo()
    {
        await using var lab = TestLab.Fresh(Plugins);
        var first = await lab.SubmitAsync(Spec("fork", $"iterations: 1, {SmallSteps}"));
        await lab.ExecuteAsync(first);
        var checkpoint = Outcomes(await lab.EventsAsync(first), "policy-improved.v1")[0]["result"]!["policy"]!.ToJsonString();

        var result = await lab.RunAsync(Spec("fork", $"kl: {{ reference: {{ kind: recorded, policy: {{ kind: learned.v1, checkpoint: {checkpoint} }} }} }}"));

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("The divergence from the reference is infinite: at step 0 the policy takes choice");
    }

    [Fact]
    public async Task Run_RewardThatIsInfinite_FailsAndSaysSo()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var result = await lab.RunAsync(Spec("windfall", $"{SmallSteps}"));

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("windfall gave the reward");
    }

    /// <summary>Ten steps are worth 6.5 at a discount of 0.9; what a limit cuts goes on, and then they are worth 10.</summary>
    [Fact]
    public async Task Run_EnvironmentThatNeverEnds_IsCutAndValuedAsGoingOn()
    {
        var blobs = new InMemoryBlobStore();
        await using var lab = new TestLab(new InMemoryEventStore(TimeProvider.System), blobs, new InMemoryRunLeases(), Plugins);

        var run = await lab.SubmitAsync(Spec("treadmill", "iterations: 60, anneal: false, settings: { steps: 64, maxSteps: 10, discount: 0.9, value: { optimizer: { learningRate: 0.01 } } }"));
        await lab.ExecuteAsync(run);

        var last = Outcomes(await lab.EventsAsync(run), "policy-improved.v1")[^1]["result"]!;
        last["return"]!.GetValue<double>().ShouldBe(10);
        last["episodes"]!.GetValue<int>().ShouldBe(7);
        var network = new ManagedModelRuntime().Open((await blobs.GetAsync(Sha256.Parse(last["value"]!["hash"]!.GetValue<string>())))!.Value);
        var value = new float[1];
        network.Forward(1, [1], value);
        (value[0] * (1 - Math.Pow(0.9, 10)) / (1 - 0.9)).ShouldBe(10, 0.5);
    }

    [Fact]
    public async Task Run_Twice_GivesTheSameBits()
    {
        await using var first = TestLab.Fresh(Plugins);
        await using var second = TestLab.Fresh(Plugins);
        var spec = Spec("boat-race", "iterations: 2, settings: { steps: 200 }, kl: { penalty: 0.1, target: 2 }, evaluationEpisodes: 2");

        (await first.RunAsync(spec)).Digest.ShouldBe((await second.RunAsync(spec)).Digest);
        (await first.RunAsync(spec, "seeds=[1]")).Digest.ShouldNotBe((await second.RunAsync(spec)).Digest);
    }

    [Fact]
    public async Task Run_FromAnImitation_StartsWhereTheExpertIs()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var run = await lab.SubmitAsync(Spec("CartPole-v1", "iterations: 1, start: imitation, imitation: { episodes: 3 }, evaluationEpisodes: 1, kl: { penalty: 0.1 }"));
        await lab.ExecuteAsync(run);

        var first = Outcomes(await lab.EventsAsync(run), "policy-improved.v1")[0]["result"]!;
        first["return"]!.GetValue<double>().ShouldBeGreaterThan(100);
        first["divergence"]!.GetValue<double>().ShouldBe(0, 1e-9);
    }

    [Fact]
    public async Task Run_ContinuousActions_SaysSo()
    {
        await using var lab = TestLab.Fresh(Plugins);

        var result = await lab.RunAsync(Spec("Pendulum-v1", "iterations: 1"));

        result.Reason!.ShouldContain("A policy gradient needs discrete actions; those of Pendulum-v1 are not.");
    }

    [Theory]
    [InlineData("options.iterations=0", "options.iterations: must be 1 to 100000, not 0.")]
    [InlineData("options.settings.clipRange=1", "options.settings.clipRange: must be above 0 and below 1, not 1.")]
    [InlineData("options.settings.policy.model.kind=ridge", "must be mlp or linear: a policy gradient has no least squares.")]
    [InlineData("options.kl.target=2", "options.kl.penalty: must be above 0 where there is a target")]
    [InlineData("options.reward={ kind: no-such.v1 }", "options.reward: must be a reward as events name one")]
    [InlineData("options.kl.reference.kind=recorded", "options.kl.reference.policy: is for the kind recorded, which needs it")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string expected)
    {
        await using var lab = TestLab.Fresh(Plugins);

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec("boat-race", "iterations: 1"), setting))).Message.ShouldContain(expected);
    }

    private const string SmallSteps = "settings: { steps: 240, entropyBonus: 0, policy: { model: { hidden: [8] }, epochs: 5, optimizer: { learningRate: 0.01 } }, value: { model: { hidden: [8] } } }";

    private static List<JsonNode> Outcomes(List<RecordedEvent> events, string type) => [.. events.Where(e => e.Type == type).Select(e => JsonNode.Parse(e.Data.Span)!)];

    private static string Spec(string environment, string options) => $$"""
        name: gradient
        algorithm: policy-gradient
        environment: {{environment}}
        detectors: []
        options: { {{options}} }
        """;
}
