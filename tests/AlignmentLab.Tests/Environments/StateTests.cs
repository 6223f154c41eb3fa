using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Errors;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments;

public sealed class StateTests
{
    private readonly IEnvironment _cartPole = new CartPoleFactory().Create(new CartPoleOptions());
    private readonly double[] _observation = new double[4];

    [Theory]
    [InlineData("""{"x": 1, "x_dot": 0.5, "theta": -0.1, "theta_dot": 2}""")]
    [InlineData("""{"theta": -0.1, "theta_dot": 2e0, "x": 1.0, "x_dot": 0.5, "steps": 0, "terminated": false}""")]
    [InlineData("[1, 0.5, -0.1, 2]")]
    public void Restore_OfAStateWrittenByHand_ObservesIt(string json)
    {
        Restore(json);
        _observation.ShouldBe([1, 0.5, -0.1, 2]);
        _cartPole.Step([1], _observation).Done.ShouldBeFalse();
    }

    [Fact]
    public void Restore_OfAStateMadeInCode_TakesWholeNumbers()
    {
        _cartPole.Restore(new JsonArray(1, 0.5, -0.1, 2), new Pcg64(0), _observation);
        _observation.ShouldBe([1, 0.5, -0.1, 2]);
    }

    [Theory]
    [InlineData("""{"x": 1, "x_dot": 0, "theta": 0}""", "'theta_dot' is missing")]
    [InlineData("""{"x": 1, "x_dot": "fast", "theta": 0, "theta_dot": 0}""", "'x_dot' is \"fast\"; expected a finite number")]
    [InlineData("""{"x": null, "x_dot": 0, "theta": 0, "theta_dot": 0}""", "'x' is null")]
    [InlineData("""{"x": 1e999, "x_dot": 0, "theta": 0, "theta_dot": 0}""", "'x' is 1e999")]
    [InlineData("""{"x": 1, "x_dot": 0, "theta": 0, "theta_dot": 0, "omega": 1}""", "unknown field 'omega'")]
    [InlineData("""{"x": 1, "x_dot": 0, "theta": 0, "theta_dot": 0, "steps": 501}""", "'steps' is 501; expected a whole number from 0 to 500")]
    [InlineData("""{"x": 1, "x_dot": 0, "theta": 0, "theta_dot": 0, "steps": 0.5}""", "'steps' is 0.5")]
    [InlineData("""{"x": 1, "x_dot": 0, "theta": 0, "theta_dot": 0, "terminated": 1}""", "'terminated' is 1; expected true or false")]
    [InlineData("[1, 0, 0]", "an array of these 4 numbers")]
    [InlineData("[1, 0, 0, true]", "'theta_dot' is true")]
    public void Restore_OfABrokenState_NamesTheField(string json, string message) =>
        Should.Throw<InvalidInputException>(() => Restore(json)).Message.ShouldContain(message);

    [Fact]
    public void Restore_AtTheLastStep_IsTruncatedByTheNext()
    {
        Restore("""{"x": 0, "x_dot": 0, "theta": 0, "theta_dot": 0, "steps": 499}""");
        _cartPole.Step([1], _observation).ShouldBe(new StepOutcome(1, Terminated: false, Truncated: true));
    }

    [Fact]
    public void SaveState_OfARestoredEnd_IsWhatWasRestored()
    {
        const string end = """{"x":3,"x_dot":0,"theta":0,"theta_dot":0,"steps":0,"terminated":true}""";
        Restore(end);
        _cartPole.SaveState().ToJsonString().ShouldBe(end);
    }

    [Fact]
    public void SaveState_BeforeTheFirstReset_Throws() => Should.Throw<InvalidOperationException>(_cartPole.SaveState);

    [Theory]
    [InlineData("[2000, 0, 0, 0]", "'theta1'")]
    [InlineData("[0, 0, 13, 0]", "'dtheta1'")]
    public void Restore_OfAnAcrobotBeyondItsLimits_NamesTheField(string json, string field) =>
        ShouldRefuse(new AcrobotFactory().Create(new AcrobotOptions()), json, field);

    [Theory]
    [InlineData("[2, 0, 0]", "'label' is 2; expected a whole number from 0 to 1")]
    [InlineData("[1, 0.5, 0]", "'previous' is 0.5")]
    [InlineData("[1, 0, 1]", "'look' is 1; expected a whole number from 0 to 0")]
    public void Restore_OfNoStateOfTheCopyChain_NamesTheField(string json, string message) =>
        ShouldRefuse(new CopyChainFactory().Create(new CopyChainOptions()), json, message);

    private static void ShouldRefuse(IEnvironment environment, string json, string message) =>
        Should.Throw<InvalidInputException>(() => environment.Restore(
            JsonNode.Parse(json)!, new Pcg64(0), new double[environment.ObservationSpace.Dimension])).Message.ShouldContain(message);

    private void Restore(string json) => _cartPole.Restore(JsonNode.Parse(json)!, new Pcg64(0), _observation);
}
