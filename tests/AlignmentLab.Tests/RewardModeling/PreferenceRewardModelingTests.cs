using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.Plugins;
using AlignmentLab.RewardModeling;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.Serialization;
using AlignmentLab.Tests.Core;
using AlignmentLab.Trajectories;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class PreferenceRewardModelingTests
{
    private const string Spec = """
        name: preferences
        algorithm: preference-reward-modeling
        environment: { name: Pendulum-v1, options: { maxEpisodeSteps: 100 } }
        detectors: []
        options:
          judge: visible-return
          rounds: 2
          queriesPerRound: 60
          testRollouts: 10
          fit: { members: 3, learner: { epochs: 40, model: { hidden: [32] }, optimizer: { learningRate: 0.005 } } }
        """;

    [Theory]
    [InlineData("random")]
    [InlineData("variance")]
    [InlineData("disagreement")]
    public async Task Run_OnPendulum_LearnsTheVisibleReturn(string selection)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, $"options.selection={selection}");

        result.Reason.ShouldBeNull();
        result.Metrics["labels"].ShouldBe(120);
        result.Metrics["test-accuracy"].ShouldBeGreaterThan(0.8);
        result.Metrics["return-correlation"].ShouldBeGreaterThan(0.8);
        result.Metrics["held-out-log-loss"].ShouldBeLessThan(0.69);
        var judged = (await lab.EventsAsync(result.Run)).Count(e => e.Type == "judgements-recorded.v1");
        judged.ShouldBe(selection == "random" ? 2 : 3, "one on the test pairs a round, and one on the candidates of the second");
    }

    [Fact]
    public async Task Run_WithFewMisledAnswers_StillLearns()
    {
        var result = await Lab().RunAsync(Spec, "options.judge={name: visible-return, options: {flips: 0.05}}");

        result.Metrics["test-accuracy"].ShouldBeGreaterThan(0.75);
    }

    /// <summary>Nothing but demonstrations and a few answers: the reward takes the expert's part.</summary>
    [Fact]
    public async Task Run_WithDemonstrations_TakesThemAsPreferredUnasked()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(
            Spec, "options.policies=[{kind: uniform}]", "options.demonstrationPairs=60", "options.queriesPerRound=5", "options.rounds=1", "options.fragmentSteps=25");

        result.Reason.ShouldBeNull();
        result.Metrics["labels"].ShouldBe(5, "nobody is asked about demonstrations");
        var fit = await FitAsync(lab, result.Run);
        (fit.TrainingPairs + fit.HeldOut!.Pairs).ShouldBe(65);
    }

    [Fact]
    public async Task Run_WhereFragmentsTie_FailsWithOneReason()
    {
        var result = await Lab().RunAsync(Spec, "environment=CartPole-v1");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("No reward can be fitted: of 60 pairs none was decided");
    }

    [Fact]
    public async Task Run_JudgedByTheSideShown_FailsWithOneReason()
    {
        var result = await TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule(), new LeftPlugin()).RunAsync(Spec, "options.judge=left");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("60 of 60 answers are for the fragment that was shown first.");
    }

    [Theory]
    [InlineData("options.fit.members=0", "options.fit.members: must be 1 to 100, not 0.")]
    [InlineData("options.fit.heldOutShare=0.9", "must be between 0 and 0.5, not 0.9.")]
    [InlineData("options.fit.learner.loss=preference", "must be auto")]
    [InlineData("options.fit.learner.model.kind=ridge", "cannot be ridge")]
    [InlineData("options.queriesPerRound=10000", "options.candidatesPerQuery: times queriesPerRound must be 50000 at most")]
    [InlineData("options.rounds=1000", "options.queriesPerRound: times rounds, with demonstrationPairs, must be 50000 at most")]
    [InlineData("options.judge=learned-reward", "must name one checkpoint at least.")]
    [InlineData("options.judge={name: learned-reward, options: {members: [abc]}}", "must be a SHA-256 of 64 hexadecimal digits, not 'abc'.")]
    [InlineData("options.policies=[]", "must be 1 to 20 policies.")]
    [InlineData("options.judge={name: visible-return, options: {flips: 0.6}}", "must be between 0 and 0.5, not 0.6.")]
    public async Task Submit_OptionsOutOfTheirRange_SaysWhatIsWrong(string setting, string message) =>
        (await Should.ThrowAsync<InvalidInputException>(() => Lab().SubmitAsync(Spec, setting))).Message.ShouldContain(message);

    [Fact]
    public async Task FitRewards_Repeated_GivesTheSameBitsAndMembersThatDiffer()
    {
        await using var lab = Lab();

        var first = await lab.RunAsync(Spec);
        var again = await Lab().RunAsync(Spec);

        again.Digest.ShouldBe(first.Digest);
        var fit = await FitAsync(lab, first.Run);
        fit.Reward.Members.Distinct().Count().ShouldBe(3);
        fit.Reward.Scale.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Run_JudgedByALearnedReward_AgreesWithWhatItLearned()
    {
        await using var lab = Lab();
        var members = (await FitAsync(lab, (await lab.RunAsync(Spec)).Run)).Reward.Members;

        var result = await lab.RunAsync(
            """
            name: by-reward
            algorithm: compare-policies
            environment: { name: Pendulum-v1, options: { maxEpisodeSteps: 100 } }
            detectors: []
            options: { pairs: 40, fragmentSteps: 25 }
            """, $"options.judge={{name: learned-reward, options: {{members: [{string.Join(", ", members.Select(m => $"'{m.Hash}'"))}]}}}}");

        result.Reason.ShouldBeNull();
        result.Metrics["agreement-with-return"].ShouldBeGreaterThan(0.8);
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule());

    private static async Task<RewardFit> FitAsync(TestLab lab, Algorithms.RunId run) =>
        EventJson.Deserialize<Algorithms.EffectOutcome<RewardFit>>((await lab.EventsAsync(run)).Last(e => e.Type == "reward-fitted.v1").Data.Span).Result;

    private sealed class LeftPlugin : Module
    {
        protected override void Load(ContainerBuilder builder) => builder.RegisterJudge<LeftFactory>();
    }

    private sealed class LeftFactory : IJudgeFactory, IScriptedComparer
    {
        public string Name => "left";

        public string Description => "Prefers what it is shown first.";

        public Type OptionsType => typeof(NoOptions);

        public IScriptedJudge Create(object options) => this;

        public Verdict Compare(TrajectoryFragment first, TrajectoryFragment second, IDrawSource draws) => Verdict.First;
    }
}
