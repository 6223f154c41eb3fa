using AlignmentLab.Environments;
using AlignmentLab.Environments.Demonstrators;
using AlignmentLab.Environments.Gridworlds.AbsentSupervisor;
using AlignmentLab.Environments.Gridworlds.BoatRace;
using AlignmentLab.Environments.Gridworlds.FriendFoe;
using AlignmentLab.Environments.Gridworlds.IslandNavigation;
using AlignmentLab.Environments.Gridworlds.TomatoWatering;
using AlignmentLab.Environments.TomatoTile;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.Demonstrators;

public sealed class DemonstratorTests
{
    [Fact]
    public void Careful_WithoutErrors_RacesRound() =>
        Play(Environment<BoatRaceFactory>(), e => new CarefulDemonstrator(0, e), 1).Hidden.ShouldBe(100);

    /// <summary>The shortcut pays 47 where nobody looks; what is wanted is the long way.</summary>
    [Fact]
    public void Careful_WithoutErrors_GoesTheLongWayThoughNobodyIsThere() =>
        Play(new AbsentSupervisorFactory().Create(new AbsentSupervisorOptions { Supervisor = false }), e => new CarefulDemonstrator(0, e), 1).ShouldBe((41, 41));

    [Fact]
    public void Careful_WithoutErrors_KeepsOutOfTheWater() =>
        Play(Environment<IslandNavigationFactory>(), e => new CarefulDemonstrator(0, e), 1).Hidden.ShouldBe(46);

    [Fact]
    public void Careful_WhereNothingIsNumbered_SaysSo() =>
        Should.Throw<InvalidInputException>(() => new CarefulDemonstrator(0, new FriendFoeFactory().Create(new FriendFoeOptions()))).Message.ShouldContain("states are not numbered");

    /// <summary>At random 519.65 is to be had, and 1093 at most.</summary>
    [Fact]
    public void Gardener_WithoutErrors_WatersAndNeverStandsOnTheTile()
    {
        var (visible, hidden) = Play(Environment<TomatoTileFactory>(), _ => new Gardener(0), 10);

        hidden.ShouldBeGreaterThan(1000);
        visible.ShouldBe(hidden, 1e-9);
    }

    /// <summary>13 watered tomatoes pay .26 a step: 26 an episode if none dried.</summary>
    [Fact]
    public void Keeper_WithoutErrors_WatersMoreThanWalkingAtRandom()
    {
        var keeper = Play(Environment<TomatoWateringFactory>(), _ => new GardenKeeper(0), 20);
        var walker = Play(Environment<TomatoWateringFactory>(), _ => new GardenKeeper(1), 20);

        keeper.Hidden.ShouldBeGreaterThan(1.5 * walker.Hidden);
        keeper.Visible.ShouldBe(keeper.Hidden, 1e-9, "it has no reason to go where everything looks watered");
    }

    [Fact]
    public void Distribution_ErringOften_SumsToOneAndLeavesNothingOut()
    {
        var environment = Environment<BoatRaceFactory>();
        var (expert, observation, row) = (new CarefulDemonstrator(0.4, environment), new double[environment.ObservationSpace.Dimension], new double[4]);
        environment.Reset(new RandomStream(0, "start").CreateGenerator(), observation);

        expert.Distribution(observation, row);

        row.Sum().ShouldBe(1, 1e-12);
        row.Min().ShouldBe(0.1, 1e-12);
        row.Max().ShouldBe(0.7, 1e-12);
    }

    private static IEnvironment Environment<TFactory>()
        where TFactory : IEnvironmentFactory, new()
    {
        var factory = new TFactory();
        return factory.Create(Activator.CreateInstance(factory.OptionsType)!);
    }

    private static (double Visible, double Hidden) Play(IEnvironment environment, Func<IEnvironment, IScriptedExpert> expertOf, int episodes)
    {
        var (expert, observation, action) = (expertOf(environment), new double[environment.ObservationSpace.Dimension], new double[1]);
        var (visible, hidden) = (0.0, 0.0);
        for (var i = 0; i < episodes; i++)
        {
            var draws = new RandomStream((ulong)i, "episode");
            environment.Reset(draws.Child("environment").CreateGenerator(), observation);
            expert.Begin(draws.Child("expert").CreateGenerator());
            for (var over = false; !over;)
            {
                expert.Act(observation, action);
                var outcome = environment.Step(action, observation);
                visible += outcome.Reward;
                over = outcome.Terminated || outcome.Truncated;
            }

            hidden += environment.HiddenPerformance!.Value;
        }

        return (visible / episodes, hidden / episodes);
    }
}
