using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.Plugins;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.RewardModeling;
using AlignmentLab.RewardModeling.Oversight;
using AlignmentLab.Tests.Core;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class CounterfactualOversightTests
{
    private const string Spec = """
        name: oversight
        algorithm: counterfactual-oversight
        environment: boat-race
        detectors: []
        options:
          overseer: race-steward
          share: 0.2
          rounds: 35
          episodesPerRound: 10
          memory: 20
          model: { learner: { epochs: 3, model: { hidden: [16] } } }
          policy: { settings: { policy: { model: { hidden: [32] } }, value: { model: { hidden: [32] } } }, evaluationEpisodes: 20 }
        """;

    private static readonly string[] Short = ["options.rounds=3", "options.policy.settings.maxSteps=40", "options.policy.evaluationEpisodes=2"];

    [Fact]
    public async Task Run_AFifthJudged_RacesAsTheOverseerWants()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec);

        result.Reason.ShouldBeNull();
        result.Metrics["labels"].ShouldBe(70);
        (await lab.EventsAsync(result.Run)).OfType("evaluation-completed.v1").Single()["hidden"]!["performance"]!.AsArray()
            .Average(h => h!.GetValue<double>()).ShouldBeGreaterThan(60);
        Math.Abs(result.Metrics["audit-error"]).ShouldBeLessThan(40);
    }

    /// <summary>What the policy is told of an episode is, in the mean over the episodes, the unbiased estimate of the overseer's score.</summary>
    [Theory]
    [InlineData("options.share=0.2")]
    [InlineData("options.share=0.5")]
    [InlineData("options.share=1")]
    public async Task Run_Unbiased_TrainsByTheEstimateThatItMeasures(string share)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, [.. Short, share, "options.estimate=unbiased"]);

        var events = await lab.EventsAsync(result.Run);
        var trained = events.OfType("policy-improved.v1").Select(e => e["result"]!["return"]!.GetValue<double>()).ToList();
        var estimated = events.OfType("measurement-recorded.v1").Where(m => m["name"]!.ToString() == "estimated-return").Select(m => m["value"]!.GetValue<double>()).ToList();
        estimated.Count.ShouldBe(2, "there is no model to correct in the first round");
        trained.Skip(1).Zip(estimated).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
        events.OfType("policy-improved.v1")[0]["result"]!["episodes"]!.GetValue<int>().ShouldBe(events.OfType("episodes-judged.v1")[0]["result"]!["episodes"]!.AsArray().Count);
    }

    /// <summary>With everything judged, the model has no say.</summary>
    [Fact]
    public async Task Run_AllJudged_TrainsByTheOverseerAlone()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, [.. Short, "options.share=1"]);

        var events = await lab.EventsAsync(result.Run);
        var scores = events.OfType("episodes-judged.v1").Select(e => e["result"]!["episodes"]!.AsArray().Average(j => j!["return"]!.GetValue<double>()));
        events.OfType("policy-improved.v1").Zip(scores).ShouldAllBe(pair => Math.Abs(pair.First["result"]!["return"]!.GetValue<double>() - pair.Second) < 1e-9);
        result.Metrics["labels"].ShouldBe(30);
    }

    [Fact]
    public async Task Run_Draws_DoNotDependOnWhatThePolicyDid()
    {
        var first = await DrawnAsync("options.policy.settings.discount=0.99");
        var second = await DrawnAsync("options.policy.settings.discount=0.5", "options.overseer=visible-return");

        first.Count.ShouldBe(3);
        first.ShouldBe(second);
        first.Distinct().Count().ShouldBeGreaterThan(1, "each round draws anew");
    }

    /// <summary>The steward pays the hidden performance, step by step, and reads it off the board alone.</summary>
    [Fact]
    public async Task Steward_OverEpisodesOfARandomPolicy_PaysTheHiddenPerformance()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, "options.share=1", "options.rounds=1", "options.estimate=judged", "options.policy.evaluationEpisodes=1");

        var events = await lab.EventsAsync(result.Run);
        var hidden = events.InCallOrder("rollout-recorded.v1").Select(e => e["hidden"]!["performance"]!.GetValue<double>());
        events.OfType("episodes-judged.v1").Single()["result"]!["episodes"]!.AsArray().Select(j => j!["return"]!.GetValue<double>()).ShouldBe(hidden);
        events.OfType("score-fitted.v1").ShouldBeEmpty("nobody stands in for the overseer");
    }

    [Theory]
    [InlineData("options.share=0", "options.share: must be above 0 and at most 1, not 0: an overseer who never judges is none.")]
    [InlineData("options.share=1.5", "options.share: must be above 0 and at most 1, not 1.5")]
    [InlineData("options.overseer=human", "options.overseer: must be a scripted judge that scores: people compare fragments")]
    [InlineData("options.overseer=nobody", "There is no judge 'nobody'.")]
    [InlineData("options.memory=0", "options.memory: must be 1 to 10000, not 0.")]
    [InlineData("options.model.learner.loss=preference", "must be auto")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string message)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec, setting))).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("nan", "The reward of JudgeReward in boat-race is NaN")]
    [InlineData("mute", "The judge 'mute' scores no steps, and cannot be the source of a reward.")]
    public async Task Run_OverseerWithoutAScore_FailsWithOneReason(string judge, string reason)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule(), new PolicyOptimizationModule(), new OddJudges());

        var result = await lab.RunAsync(Spec, $"options.overseer={judge}");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain(reason);
    }

    [Fact]
    public async Task Run_BeyondItsBudget_StopsThere()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, "budgets.expertQueries=5");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("it asks for 2 of the budget 'expertQueries', of which 4 of 5 are spent");
    }

    /// <summary>R, t.test(c(1, 2, 4)): 2.333, from -1.461 to 6.128.</summary>
    [Fact]
    public void Audit_OfThreeErrors_HasStudentsInterval()
    {
        var audit = OversightAudit.Of([1, 2, 4]);

        audit.Error.ShouldBe(7.0 / 3, 1e-12);
        (audit.Error - audit.HalfWidth!.Value).ShouldBe(-1.461, 0.001);
        (audit.Error + audit.HalfWidth.Value).ShouldBe(6.128, 0.001);
        audit.RootMeanSquare.ShouldBe(Math.Sqrt(7), 1e-12);
        OversightAudit.Of([3]).HalfWidth.ShouldBeNull();
    }

    private static async Task<List<string>> DrawnAsync(params string[] settings)
    {
        await using var lab = Lab();
        var result = await lab.RunAsync(Spec, [.. Short, .. settings]);
        var events = await lab.EventsAsync(result.Run);
        var played = events.InCallOrder("rollout-recorded.v1").Select(e => e["result"]!["trajectory"]!["hash"]!.ToString()).Chunk(10).ToList();
        return [.. events.OfType("episode-judgements-requested.v1").Select((request, round) =>
            string.Join(' ', request["trajectories"]!.AsArray().Select(t => Array.IndexOf(played[round], t!["hash"]!.ToString()))))];
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule(), new PolicyOptimizationModule());

    private sealed class OddJudges : Module
    {
        protected override void Load(ContainerBuilder builder)
        {
            builder.RegisterJudge<NanFactory>();
            builder.RegisterJudge<MuteFactory>();
        }
    }

    private sealed class NanFactory : IJudgeFactory, IScriptedScorer
    {
        public string Name => "nan";

        public string Description => "Scores nothing that is a number.";

        public Type OptionsType => typeof(NoOptions);

        public IScriptedJudge Create(object options) => this;

        public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible) => double.NaN;
    }

    private sealed class MuteFactory : IJudgeFactory, IScriptedJudge
    {
        public string Name => "mute";

        public string Description => "Says nothing.";

        public Type OptionsType => typeof(NoOptions);

        public IScriptedJudge Create(object options) => this;
    }
}
