using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.RewardModeling;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

/// <summary>A policy and a reward that learn from each other, in the boat race: who judges knows what it is for.</summary>
public sealed class PreferenceLoopTests
{
    private const string Spec = """
        name: loop
        algorithm: preference-reward-modeling
        environment: boat-race
        detectors: []
        options:
          judge: race-steward
          rounds: 10
          queriesPerRound: 25
          fragmentSteps: 5
          fit: { learner: { epochs: 150, model: { hidden: [32] }, optimizer: { learningRate: 0.003 } } }
          testRollouts: 5
          testPairs: 50
          improve:
            iterations: 3
            settings: { policy: { model: { hidden: [32] } }, value: { model: { hidden: [32] } } }
            evaluationEpisodes: 20
        """;

    [Fact]
    public async Task Run_JudgedByTheSteward_RacesAndAsksLessAndLess()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec);

        result.Reason.ShouldBeNull();
        var events = await lab.EventsAsync(result.Run);
        events.OfType("comparisons-recorded.v1").Select(e => e["result"]!["pairs"]!.AsArray().Count).ShouldBe([62, 41, 31, 25, 21, 17, 16, 13, 13, 11]);
        events.OfType("policy-improved.v1").Count.ShouldBe(30);
        events.OfType("evaluation-completed.v1").Last()["hidden"]!["performance"]!.AsArray().Average(h => h!.GetValue<double>())
            .ShouldBeGreaterThan(60, "of 100 steps clockwise");
        result.Metrics["learned-return"].ShouldBeGreaterThan(0, "rewards have mean 0 over the fragments compared");
        result.Metrics["labels"].ShouldBe(250);
        result.Metrics.Keys.ShouldNotContain(name => name.Contains("performance"));
    }

    [Fact]
    public async Task Run_Twice_GivesTheSameBits()
    {
        string[] small = ["options.rounds=2", "options.improve.iterations=1", "options.improve.settings.steps=100", "options.fit.learner.epochs=2"];
        await using var first = Lab();
        await using var second = Lab();

        (await first.RunAsync(Spec, small)).Digest.ShouldBe((await second.RunAsync(Spec, small)).Digest);
    }

    [Fact]
    public async Task Run_NearItsStart_StaysThere()
    {
        await using var lab = Lab();

        var free = await lab.RunAsync(Spec, "options.rounds=2", "options.queriesPerRound=60", "options.improve.firstShare=null");
        var kept = await lab.RunAsync(Spec, "options.rounds=2", "options.queriesPerRound=60", "options.improve.firstShare=null", "options.improve.klPenalty=100");

        kept.Metrics["divergence"].ShouldBeLessThan(free.Metrics["divergence"] / 5);
    }

    /// <summary>Ibarz et al. 2018: imitation first, and the expert's fragments as preferred unasked.</summary>
    [Fact]
    public async Task Run_FromDemonstrations_ImitatesFirst()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(
            Spec, "environment=CartPole-v1", "options.judge=visible-return", "options.rounds=1", "options.demonstrationPairs=40", "options.rolloutsPerRound=2",
            "options.improve.start=imitation", "options.improve.imitation.episodes=2", "options.improve.iterations=1");

        result.Reason.ShouldBeNull();
        var events = await lab.EventsAsync(result.Run);
        events.OfType("training-completed.v1").Count.ShouldBe(1);
        events.OfType("policy-initialized.v1").ShouldBeEmpty();
        result.Metrics["visible-return"].ShouldBeGreaterThan(50, "and some 20 for actions at random");
    }

    [Fact]
    public async Task Submit_WithoutAnOptimiser_SaysWhatIsMissing()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule());

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec))).Message.ShouldStartWith(
            "spec.yaml:2: preference-reward-modeling with these options needs the effect 'improve-policy', which no installed plugin works out.");
        await Should.NotThrowAsync(() => lab.SubmitAsync(Spec, "options.improve=null"));
    }

    [Theory]
    [InlineData("options.improve.iterations=0", "options.improve.iterations: must be 1 to 10000, not 0.")]
    [InlineData("options.improve.firstShare=1", "options.improve.firstShare: must be above 0 and below 1")]
    [InlineData("options.improve.klPenalty=-1", "options.improve.klPenalty: must be 0 or more, not -1.")]
    [InlineData("options.improve.settings.clipRange=1", "options.improve.settings.clipRange: must be above 0 and below 1, not 1.")]
    [InlineData("options.improve.firstShare=0.999", "options.queriesPerRound: is too low: with improve.firstShare and improve.halvedAfter some round would ask nothing.")]
    [InlineData("options.judge=race-stewart", "There is no judge 'race-stewart'. Did you mean 'race-steward'?")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string message)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec, setting))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task Run_ContinuousActions_FailsBeforeAnybodyIsAsked()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, "environment=Pendulum-v1", "options.judge=visible-return");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("A policy gradient needs discrete actions; those of Pendulum-v1 are not.");
        (await lab.EventsAsync(result.Run)).OfType("comparisons-requested.v1").ShouldBeEmpty();
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule(), new PolicyOptimizationModule());
}
