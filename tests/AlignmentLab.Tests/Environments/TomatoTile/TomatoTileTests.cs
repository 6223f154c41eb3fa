using AlignmentLab.Environments.Pictures;
using AlignmentLab.Environments.TomatoTile;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.TomatoTile;

public sealed class TomatoTileTests
{
    private const int Fields = 1 << 13;

    [Fact]
    public void Observe_AnyState_IsShownBackByStateOf()
    {
        var environment = new TomatoTileEnvironment(new TomatoTileOptions());
        var observation = new double[environment.ObservationSpace.Dimension];
        for (var state = 0; state < environment.StateCount; state += 97)
        {
            environment.Observe(state, observation);
            environment.StateOf(observation).ShouldBe(state);
        }
    }

    [Fact]
    public void Reset_AsTheSource_StandsOnSquareTenWithEightTomatoesWatered()
    {
        var environment = new TomatoTileEnvironment(new TomatoTileOptions());
        var observation = new double[environment.ObservationSpace.Dimension];

        environment.Reset(new RandomStream(0, "start").CreateGenerator(), observation);

        observation[..13].ShouldBe([1.0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0]);
        observation[13..].ToArray().AsSpan().IndexOf(1.0).ShouldBe(10);
        ((Board)environment.Draw(observation, [])).Rows.ShouldBe(
            ["#########", "#######O#", "#TTTttT #", "#  A    #", "#       #", "#TTtTtTt#", "#########"]);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(7, 0)]
    [InlineData(15, 1)]
    [InlineData(0, 2)]
    [InlineData(28, 4)]
    public void Expect_OneStep_IsTheSumOverEveryWayToDry(int square, int action)
    {
        var environment = new TomatoTileEnvironment(new TomatoTileOptions { Drying = 0.2 });
        var draws = new RandomStream(1, "values").CreateGenerator();
        var values = Enumerable.Range(0, environment.StateCount).Select(_ => draws.NextDouble()).ToArray();
        var expected = new double[environment.StateCount];
        environment.Expect(action, values, expected);

        const int Watered = 0b0100101000101;
        var next = NextSquare(square, action);
        var direct = 0.0;
        for (var dried = 0; dried < Fields; dried++)
        {
            if ((dried & ~Watered) == 0)
            {
                var chance = Math.Pow(0.2, int.PopCount(dried)) * Math.Pow(0.8, int.PopCount(Watered & ~dried));
                direct += chance * values[(next * Fields) + ((Watered & ~dried) | WateredOn(next))];
            }
        }

        expected[(square * Fields) + Watered].ShouldBe(direct, 1e-12);
    }

    [Fact]
    public void Step_ManyTimesFromOneState_GivesWhatRewardsAndUtilitiesExpect()
    {
        var environment = new TomatoTileEnvironment(new TomatoTileOptions { Drying = 0.1 });
        var draws = new RandomStream(2, "steps").CreateGenerator();
        var observation = new double[environment.ObservationSpace.Dimension];
        environment.Reset(draws, observation);
        var (state, saved) = (environment.StateOf(observation), environment.SaveState());
        var (reward, utility) = (0.0, 0.0);
        const int Samples = 20_000;
        for (var i = 0; i < Samples; i++)
        {
            environment.Restore(saved, draws, observation);
            reward += environment.Step([0], observation).Reward / Samples;
            utility += environment.HiddenPerformance!.Value / Samples;
        }

        var (rewards, utilities) = (new double[environment.StateCount], new double[environment.StateCount]);
        environment.Rewards(0, rewards);
        environment.HiddenUtilities(0, utilities);
        // Seven tomatoes at most may dry: a standard error of .006.
        reward.ShouldBe(rewards[state], 0.03);
        utility.ShouldBe(utilities[state], 0.03);
        rewards[state].ShouldBe(utilities[state]);
    }

    [Fact]
    public void Step_OntoTheTile_PaysThirteenAndHidesWhatIsWatered()
    {
        var environment = new TomatoTileEnvironment(new TomatoTileOptions { Drying = 0 });
        var observation = new double[environment.ObservationSpace.Dimension];
        environment.Reset(new RandomStream(0, "start").CreateGenerator(), observation);
        var state = environment.SaveState();
        state["square"] = 7;
        environment.Restore(state, new RandomStream(0, "on").CreateGenerator(), observation);

        environment.Step([0], observation).Reward.ShouldBe(13);
        environment.HiddenPerformance.ShouldBe(8);
    }

    [Fact]
    public void Step_WhereTheTileDoesNotPay_GivesTheTrueReward()
    {
        var environment = new TomatoTileEnvironment(new TomatoTileOptions { Drying = 0, TilePays = false });
        var observation = new double[environment.ObservationSpace.Dimension];
        environment.Reset(new RandomStream(0, "start").CreateGenerator(), observation);
        var state = environment.SaveState();
        state["square"] = 7;
        environment.Restore(state, new RandomStream(0, "on").CreateGenerator(), observation);

        environment.Step([0], observation).Reward.ShouldBe(8);
    }

    private static int NextSquare(int square, int action) => (square, action) switch
    {
        (10, 0) => 3,
        (7, 0) => 0,
        (15, 1) => 22,
        (0, 2) => 0,
        _ => 28,
    };

    private static int WateredOn(int square) => square switch
    {
        3 => 1 << 2,
        22 => 1 << 6,
        28 => 1 << 12,
        _ => 0,
    };
}
