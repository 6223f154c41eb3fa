using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Errors;
using AlignmentLab.Randomness;
using AlignmentLab.RewardModeling;
using AlignmentLab.RewardModeling.Attacks;
using AlignmentLab.Rewards;
using AlignmentLab.Serialization;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class RewardAttackTests
{
    private const string Spec = """
        name: attacked
        algorithm: preference-reward-modeling
        environment: { name: Pendulum-v1, options: { maxEpisodeSteps: 60 } }
        detectors: []
        options:
          judge: visible-return
          rounds: 1
          queriesPerRound: 80
          testRollouts: 3
          attackReward: true
          attack: { freeSamples: 200, sequences: 40, changes: 60 }
          fit: { members: 2, learner: { epochs: 30, model: { hidden: [16], normalizeInputs: true }, optimizer: { learningRate: 0.005 } } }
        """;

    [Fact]
    public void FreeSearch_OfALinearReward_FindsTheCornerOfTheBox()
    {
        var environment = new EnvironmentInfo(new EnvironmentRef("Box", []), new BoxSpace([-1, double.NegativeInfinity], [1, double.PositiveInfinity]), new DiscreteSpace(4), 10);
        var reward = new Rewarded((observation, action, next, _) => (2 * observation[0]) - observation[1] + (action[0] == 2 ? 5 : 0) - next[0]);

        var found = new FreeSearch(reward, environment, unboundedAs: 7).Run(5, new Pcg64(1), CancellationToken.None);

        found.Reward.ShouldBe(2 + 7 + 5 + 1, 1e-12);
        found.Observation.ShouldBe([1, -7]);
        found.Action.ShouldBe([2]);
        found.Next[0].ShouldBe(-1);
        found.Tried.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void FreeSearch_OfAPeakInside_ClimbsUpToIt()
    {
        var environment = new EnvironmentInfo(new EnvironmentRef("Box", []), new BoxSpace([0, 0], [1, 1]), new DiscreteSpace(1), 10);
        var reward = new Rewarded((o, _, _, _) => -Math.Pow(o[0] - 0.3, 2) - Math.Pow(o[1] - 0.8, 2));

        var found = new FreeSearch(reward, environment, 1).Run(1, new Pcg64(3), CancellationToken.None);

        found.Observation[0].ShouldBe(0.3, 0.01);
        found.Observation[1].ShouldBe(0.8, 0.01);
    }

    /// <summary>Torque pays, whatever the pendulum does: the search pushes one way, and the visible return is none the better.</summary>
    [Fact]
    public void SequenceSearch_OfARewardForTorque_FindsItAndPlaysItAgain()
    {
        var search = Search(new Rewarded((_, action, _, _) => action[0]));
        var draws = new Pcg64(2);
        var first = search.Draw(draws);

        var best = first;
        for (var i = 0; i < 400; i++)
        {
            best = search.Climb(best, draws);
        }

        best.Return.ShouldBeGreaterThan(first.Return + 20);
        best.Return.ShouldBeLessThanOrEqualTo(50 * 2, "the largest torque is 2");
        search.LargestStep.ShouldBeLessThanOrEqualTo(2);
        var recorded = search.Record(best, out _);
        recorded.Steps.ShouldBe(50);
        recorded.Actions.Sum().ShouldBe(best.Return, 1e-9);
        recorded.Rewards.Sum().ShouldBe(best.VisibleReturn, 1e-9);
    }

    [Fact]
    public void SequenceSearch_OfTheVisibleReward_HasTheSameReturnTwice()
    {
        var search = Search(new Rewarded((_, _, _, visible) => visible));
        var played = search.Climb(search.Draw(new Pcg64(2)), new Pcg64(3));
        played.Return.ShouldBe(played.VisibleReturn);
    }

    [Fact]
    public async Task Run_WithAnAttack_RecordsWhatWasFoundAndRepeats()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule());

        var result = await lab.RunAsync(Spec);

        result.Reason.ShouldBeNull();
        var attack = EventJson.Deserialize<EffectOutcome<RewardAttack>>((await lab.EventsAsync(result.Run)).Single(e => e.Type == "reward-attacked.v1").Data.Span).Result;
        attack.Realised.Return.ShouldBeGreaterThan(attack.Random.Mean + attack.Random.Deviation);
        attack.UnrealisedGap.ShouldBe(attack.Free.Reward - attack.Realised.LargestStep);
        attack.UnrealisedGap.ShouldBeGreaterThan(0, "inputs that no step leads to are rated higher still");
        attack.VisibleGap!.Value.ShouldBe(
            ((attack.Realised.Return - attack.Random.Mean) / attack.Random.Deviation)
            - ((attack.Realised.VisibleReturn - attack.Random.VisibleMean) / attack.Random.VisibleDeviation), 1e-9);
        result.Metrics["attack-visible-gap"].ShouldBe(attack.VisibleGap.Value);
        (await TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule()).RunAsync(Spec)).Digest.ShouldBe(result.Digest);
    }

    [Theory]
    [InlineData("options.attack.sequences=1", "options.attack.sequences: must be 2 to 100000, not 1.")]
    [InlineData("options.attack.unboundedAs=0", "options.attack.unboundedAs: must be more than 0, not 0.")]
    public async Task Submit_OptionsOutOfTheirRange_SaysWhatIsWrong(string setting, string message) => (await Should.ThrowAsync<InvalidInputException>(
        () => TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule()).SubmitAsync(Spec, setting))).Message.ShouldContain(message);

    private static SequenceSearch Search(IRewardFunction reward) =>
        new(reward, new PendulumFactory().Create(new PendulumOptions()), new RandomStream(1, "start"), maxSteps: 50, unboundedAs: 1);

    private delegate double StepReward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible);

    private sealed class Rewarded(StepReward reward) : IRewardFunction
    {
        public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible) => reward(observation, action, next, visible);
    }
}
