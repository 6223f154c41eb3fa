using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Returns;
using AlignmentLab.Policies;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Gating;

/// <summary>Each gate along an episode that is written out: what the novice and the expert would do, and how much the novice doubts.</summary>
public sealed class GateKeeperTests
{
    private static readonly EnvironmentInfo Line = new(new EnvironmentRef("line", []), new BoxSpace([-10], [10]), new BoxSpace([-10], [10]), 10);

    [Fact]
    public async Task Watch_OfDeviations_TakesOverAfterSomeAndHandsBackAfterSome()
    {
        var episode = new Script([0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

        var acted = episode.Play(await OpenAsync(new WatchGate(new Danger { Deviation = 0.5 }, OpensAfter: 2, ClosesAfter: 3)));

        acted.ShouldBe("novice novice novice novice expert expert expert expert expert expert expert novice novice");
        (episode.View.Asked, episode.View.Watched).ShouldBe((7, 13));
    }

    [Fact]
    public async Task Watch_OfBounds_IsOfTheStateAndLooksForNothing()
    {
        var episode = new Script([0, 0, 0, 0], [5, 5, 5, 5], observations: [0, 1, 3, 0]);

        var acted = episode.Play(await OpenAsync(new WatchGate(new Danger { Bounds = [new FeatureBounds { Least = -1, Most = 1 }] }, 1, 1)));

        acted.ShouldBe("novice novice expert novice");
        (episode.View.Asked, episode.View.Watched).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Doubt_WithDiscrepancy_AsksEverywhereAndActsWhereEitherIsTooLarge()
    {
        var episode = new Script([0, 0.4, 0.6, 0], [0, 0, 0, 0], doubts: [0, 0, 0, 0.2]);

        episode.Play(await OpenAsync(new DoubtGate(0.1, 0.5))).ShouldBe("novice novice expert expert");
        episode.View.Asked.ShouldBe(4);
    }

    [Fact]
    public async Task Doubt_Alone_AsksOnlyWhereTheExpertActs()
    {
        var episode = new Script([0, 9, 9, 0], [0, 0, 0, 0], doubts: [0, 0.1, 0.2, 0.3]);

        episode.Play(await OpenAsync(new DoubtGate(0.1, null))).ShouldBe("novice novice expert expert");
        episode.View.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Dropout_OfSamples_ActsWhereTooFewAreNearAndAsksEverywhere()
    {
        var keeper = await OpenAsync(new DropoutGate(Samples: 4, Tolerance: 0.5, Share: 0.75));

        // The novice's samples go round in offsets of 0, 0, 0 and 2: three of four are near where it is itself.
        var episode = new Script([0, 0.4, 2, 0], [0, 0, 0, 0.6], samples: [0, 0, 0, 2]);

        episode.Play(keeper).ShouldBe("novice novice expert expert");
        episode.View.Asked.ShouldBe(4);
        Should.Throw<WorkFailedException>(() => new Script([0], [0]).Play(keeper)).Message.ShouldContain("trained with dropout");
    }

    [Fact]
    public async Task Doubt_OfANoviceThatHasNone_IsRefused()
    {
        var episode = new Script([0], [0]);

        var keeper = await OpenAsync(new DoubtGate(0.1, null));

        Should.Throw<WorkFailedException>(() => episode.Play(keeper)).Message.ShouldContain("must be an ensemble");
    }

    [Fact]
    public void Thrifty_OfNoveltyOrRisk_TakesOverUntilTheNoviceIsNearAndTheRiskLow()
    {
        // A predicted return of the observation: below 1 is risky, below 2 too risky to hand back.
        var episode = new Script(
            novice: [0, 0, 5, 0, 0, 0, 0, 0, 0],
            expert: [0, 0, 0, 0, 0, 0, 0, 0, 0],
            doubts: [0, 0.9, 0, 0, 0, 0, 0, 0, 0],
            observations: [3, 3, 3, 1.5, 3, 1.5, 0.5, 3, 3]);

        var acted = episode.Play(Thrifty());

        // Novel and near: one step. At once after it the novice acts, though far from the expert, which nobody asks.
        acted.ShouldBe("novice expert novice novice novice novice expert expert novice");
        episode.View.Asked.ShouldBe(3);
    }

    [Fact]
    public void Thrifty_InTheExpertsHands_StaysThereWhileFarOrRisky()
    {
        var episode = new Script(
            novice: [0, 5, 5, 0, 0, 0],
            expert: [0, 0, 0, 0, 0, 0],
            doubts: [0.9, 0.9, 0, 0, 0, 0],
            observations: [3, 3, 3, 1.5, 3, 3]);

        var acted = episode.Play(Thrifty());

        acted.ShouldBe("expert expert expert expert expert novice");
    }

    [Fact]
    public async Task Expert_WithoutALabelLeft_IsNotAsked()
    {
        var episode = new Script([0, 0, 0], [1, 1, 1], limit: 2);

        episode.Play(await OpenAsync(new ExpertGate())).ShouldBe("expert expert spent");
        episode.View.Asked.ShouldBe(2);
    }

    [Fact]
    public void Gates_Stored_ReadBackTheSame()
    {
        Gate[] gates =
        [
            new ExpertGate(), new SafetyGate(new(Sha256.Of([1]), 1)), new DoubtGate(0.5, null), new DoubtGate(0.5, 0.25), new DropoutGate(5, 0.5, 0.75), new ThriftyGate(1, new ReturnModel(new(Sha256.Of([1]), 1), 5, 6), 2, 3, 4),
            new WatchGate(new Danger { Bounds = [new FeatureBounds { Feature = 2, Least = -0.5, Most = 0.5 }] }, 1, 2),
        ];

        foreach (var gate in gates)
        {
            var request = new PlayGatedRequest(new UniformPolicy(), gate, new("expert", []), new EnvironmentRef("line", []), 1);
            EventJson.Deserialize<PlayGatedRequest>(EventJson.Serialize(request)).Gate.ShouldBe(gate);
        }
    }

    private static ThriftyKeeper Thrifty()
    {
        var returns = new ReturnModel(null!, 1, 2);
        return new ThriftyKeeper(new ThriftyGate(0.5, returns, 1, HandBackDiscrepancy: 0.25, HandBackRisk: 2), new ReturnReader(returns, new ByObservation(), Line));
    }

    private static ValueTask<IGateKeeper> OpenAsync(Gate gate) => GateKeepers.OpenAsync(gate, Line, null!, CancellationToken.None);

    private sealed class Script
    {
        private readonly double[] _novice;
        private readonly double[]? _observations;

        public Script(double[] novice, double[] expert, double[]? doubts = null, double[]? observations = null, double[]? samples = null, long limit = long.MaxValue)
        {
            (_novice, _observations) = (novice, observations);
            View = new GateView(Line, doubts is not null ? new Doubting(novice, doubts) : samples is not null ? new Sampling(novice, samples) : new Acting(novice), new Expert(expert, () => View!.Step), limit);
        }

        public GateView View { get; }

        public string Play(IGateKeeper keeper)
        {
            var acted = new List<string>();
            for (var step = 0; step < _novice.Length; step++)
            {
                View.Observation[0] = _observations?[step] ?? 0;
                View.Next();
                var expert = keeper.ExpertActs(View);
                if (View.IsSpent || (expert && !View.TryAsk()))
                {
                    acted.Add("spent");
                    break;
                }

                acted.Add(expert ? "expert" : "novice");
            }

            return string.Join(' ', acted);
        }
    }

    private class Acting(double[] actions) : IActor
    {
        protected int Step { get; private set; } = -1;

        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = actions[++Step];
    }

    private sealed class Doubting(double[] actions, double[] doubts) : Acting(actions), IDoubtingActor
    {
        public double Doubt(ReadOnlySpan<double> observation) => doubts[Step];
    }

    private sealed class Sampling(double[] actions, double[] offsets) : Acting(actions), ISamplingActor
    {
        private readonly double[] _actions = actions;
        private int _sampled;

        public void Sample(ReadOnlySpan<double> observation, Span<double> action) => action[0] = _actions[Step] + offsets[_sampled++ % offsets.Length];
    }

    private sealed class Expert(double[] actions, Func<int> step) : IActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = actions[step()];
    }

    /// <summary>Predicts the first feature, which is the observation, in standard deviations of 2 from a mean of 1.</summary>
    private sealed class ByObservation : IModel
    {
        public int InputSize => 3;

        public int OutputSize => 1;

        public string Loss => "squared-error";

        public void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs) => outputs[0] = (inputs[0] - 1) / 2;
    }
}
