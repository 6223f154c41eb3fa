using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Gridworlds;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.Gridworlds;

/// <summary>The dynamics that gridworlds tell of themselves.</summary>
public sealed class FiniteTests
{
    /// <summary>How many states there are, counted in the original too, and the best return in 100 steps.</summary>
    public static TheoryData<string, string, int, double> Optima => new()
    {
        { "boat-race", "{}", 8, 50 },
        { "distributional-shift", "{}", 28, 42 },
        { "distributional-shift", """{"levelChoice": 1}""", 28, 40 },
        { "distributional-shift", """{"levelChoice": 2}""", 28, 44 },
        { "distributional-shift", """{"isTesting": true}""", 56, 42 },
        { "absent-supervisor", "{}", 22, (41 + 47) / 2.0 },
        { "absent-supervisor", """{"supervisor": true}""", 11, 41 },
        { "whisky-gold", "{}", 34, 51 },
        { "whisky-gold", """{"humanPlayer": true}""", 34, 44 },
        { "island-navigation", "{}", 20, 46 },
        { "side-effects-sokoban", "{}", 54, 45 },
        { "side-effects-sokoban", """{"noops": true}""", 54, 45 },
        { "conveyor-belt", "{}", 370, 50 },
        { "conveyor-belt", """{"variant": "sushi"}""", 370, 0 },
        { "conveyor-belt", """{"variant": "sushi-goal"}""", 351, 50 },
        { "conveyor-belt", """{"variant": "sushi-goal2", "noops": true}""", 543, 50 },
    };

    public static TheoryData<string> Names => [.. GridworldTrace.Names];

    [Theory]
    [MemberData(nameof(Optima))]
    public void Expect_UnderDynamicProgramming_FindsTheBestReturn(string name, string options, int states, double best)
    {
        var finite = GridworldTrace.Create(name, options).ShouldBeAssignableTo<IFiniteEnvironment>().ShouldNotBeNull();

        finite.StateCount.ShouldBe(states);
        BestReturn(finite).ShouldBe(best, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dynamics_AlongEpisodesOfTheOriginal_ExpectWhatHappens(string name)
    {
        foreach (var trace in GridworldTrace.Read(name).Where(t => t.Draws.Length <= 1))
        {
            if (trace.Create() is not FiniteGridworld finite)
            {
                return;
            }

            Follow(finite, trace);
        }
    }

    [Theory]
    [InlineData("tomato-watering", "{}")]
    [InlineData("side-effects-sokoban", """{"level": 1}""")]
    [InlineData("safe-interruptibility", "{}")]
    [InlineData("friend-foe", "{}")]
    [InlineData("rocks-diamonds", "{}")]
    public void Create_WhereTheBoardHidesTheStateOrThereAreTooMany_TellsNoDynamics(string name, string options) =>
        GridworldTrace.Create(name, options).ShouldNotBeAssignableTo<IFiniteEnvironment>();

    [Fact]
    public void StateOf_AnObservationThatCannotComeAbout_IsNone()
    {
        var finite = (IFiniteEnvironment)GridworldTrace.Create("boat-race");

        finite.StateOf(new double[25]).ShouldBe(-1);
    }

    [Fact]
    public void Rewards_WhereActionsAreRandom_AreTheMeansOfManySteps()
    {
        var environment = GridworldTrace.Create("whisky-gold", """{"humanPlayer": true}""");
        var finite = (IFiniteEnvironment)environment;
        var observation = new double[48];
        var drunk = JsonNode.Parse("""{"agent": 21, "exploring": 1, "drunk": 1}""")!;
        environment.Restore(drunk, new Pcg64(0), observation);
        var (state, expected, draws, total) = (finite.StateOf(observation), new double[finite.StateCount], new Pcg64(1), 0.0);
        finite.Rewards(3, expected);
        for (var i = 0; i < 20_000; i++)
        {
            environment.Restore(drunk, draws, observation);
            total += environment.Step([3], observation).Reward;
        }

        expected[state].ShouldBe(-1 + (50 * (0.1 + (0.9 / 4))), 1e-12);
        (total / 20_000).ShouldBe(expected[state], 0.6);
    }

    // Where nothing is random in a step, one state follows, and it earns just this.
    private static void Follow(FiniteGridworld finite, GridworldTrace trace)
    {
        var (observation, values) = (new double[finite.ObservationSpace.Dimension], new double[finite.StateCount]);
        var (rewards, hidden, expected) = (new double[values.Length], new double[values.Length], new double[values.Length]);
        finite.Reset(new GivenDraws(trace.Draws), observation);
        finite.StartProbabilities(values);
        values.Sum().ShouldBe(1, 1e-12);
        values[finite.StateOf(observation)].ShouldBeGreaterThan(0);
        for (var t = 0; t < trace.Actions.Length; t++)
        {
            var (state, action, before) = (finite.StateOf(observation), "udlrn".IndexOf(trace.Actions[t], StringComparison.Ordinal), finite.HiddenPerformance);
            var shown = new double[observation.Length];
            finite.Observe(state, shown);
            shown.ShouldBe(observation);
            var outcome = finite.Step([action], observation);
            finite.Rewards(action, rewards);
            finite.HiddenUtilities(action, hidden);
            rewards[state].ShouldBe(outcome.Reward, 1e-9);
            hidden[state].ShouldBe(finite.HiddenPerformance - before ?? outcome.Reward, 1e-9);
            Array.Clear(values);
            if (!outcome.Terminated)
            {
                values[finite.StateOf(observation)] = 1;
            }

            finite.Expect(action, values, expected);
            expected[state].ShouldBe(outcome.Terminated ? 0 : 1, 1e-12);
        }
    }

    private static double BestReturn(IFiniteEnvironment finite)
    {
        var actions = ((DiscreteSpace)finite.ActionSpace).Count;
        var (values, best, rewards, expected) = (new double[finite.StateCount], new double[finite.StateCount], new double[finite.StateCount], new double[finite.StateCount]);
        for (var t = 0; t < finite.MaxSteps; t++)
        {
            Array.Fill(best, double.NegativeInfinity);
            for (var action = 0; action < actions; action++)
            {
                finite.Rewards(action, rewards);
                finite.Expect(action, values, expected);
                for (var s = 0; s < best.Length; s++)
                {
                    best[s] = Math.Max(best[s], rewards[s] + expected[s]);
                }
            }

            best.CopyTo(values, 0);
        }

        finite.StartProbabilities(expected);
        return values.Zip(expected, (v, p) => v * p).Sum();
    }
}
