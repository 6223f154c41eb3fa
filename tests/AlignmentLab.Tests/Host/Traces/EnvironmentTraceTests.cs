using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Errors;
using AlignmentLab.Host.Traces;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Traces;

public sealed class EnvironmentTraceTests
{
    [Fact]
    public void Take_ActionsPastTheEnd_StopsWithTheEpisode()
    {
        var environment = CartPole();
        var trace = EnvironmentTrace.Begin(environment, new Pcg64(0), null);

        var steps = trace.Take(ActionScript.Parse($"[{string.Join(',', Enumerable.Repeat(1, 100))}]", environment)).ToList();

        steps.Count.ShouldBeLessThan(20);
        steps[^1].Terminated.ShouldBeTrue();
        steps[..^1].ShouldAllBe(s => !s.Terminated && !s.Truncated);
        steps.Select(s => s.Step).ShouldBe(Enumerable.Range(1, steps.Count));
    }

    [Fact]
    public void Begin_GivenDraws_StandInThePlaceOfTheSeeds()
    {
        var draws = GivenDraws.Parse("[0.5, 0.5, 0.5, 0.5, 0.25]");

        var trace = EnvironmentTrace.Begin(CartPole(), draws, null);

        trace.Start.Observation.ShouldAllBe(x => Math.Abs(x) < 1e-12);
        draws.Left.ShouldBe(1);
    }

    [Fact]
    public void Begin_TooFewDraws_SaysSo() => Should.Throw<InvalidInputException>(() => EnvironmentTrace.Begin(CartPole(), GivenDraws.Parse("[0.5]"), null))
        .Message.ShouldBe("--draws has 1 draws, and the environment asks for one more; give more of them.");

    [Fact]
    public void Begin_SavedState_GoesOnFromIt()
    {
        var environment = CartPole();
        var played = EnvironmentTrace.Begin(environment, new Pcg64(3), null).Take([[0], [1], [0]]).ToList();
        var first = CartPole();
        _ = EnvironmentTrace.Begin(first, new Pcg64(3), null).Take([[0], [1]]).ToList();

        var rest = EnvironmentTrace.Begin(CartPole(), new Pcg64(9), JsonNode.Parse(first.SaveState().ToJsonString())).Take([[0]]).ToList();

        rest[0].Observation.ShouldBe(played[2].Observation);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("[0, true]")]
    [InlineData("[[0], [\"x\"]]")]
    [InlineData("[0,")]
    public void Parse_NoArrayOfNumbers_SaysWhatIsWanted(string json) =>
        Should.Throw<InvalidInputException>(() => ActionScript.Parse(json, CartPole())).Message.ShouldStartWith("--actions must be a JSON array of numbers");

    [Fact]
    public void Parse_ActionOutsideTheSpace_SaysWhichAndWhatIsTaken() => Should.Throw<InvalidInputException>(() => ActionScript.Parse("[0, 2]", CartPole()))
        .Message.ShouldBe("--actions: action 2 is [2]; CartPole-v1 takes a whole number from 0 to 1.");

    [Theory]
    [InlineData("[1]")]
    [InlineData("[-0.1]")]
    public void Parse_DrawOutsideTheUnitInterval_IsRefused(string json) =>
        Should.Throw<InvalidInputException>(() => GivenDraws.Parse(json)).Message.ShouldContain("a draw is 0 or more and below 1");

    private static IEnvironment CartPole() => new CartPoleFactory().Create(new CartPoleOptions());
}
