using System.Text.Json.Nodes;
using AlignmentLab.Core.Environments;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Environments;

/// <summary>It keeps to the contract of environments but for seeds: there is nothing that could differ.</summary>
public sealed class NoEnvironmentTests
{
    private readonly IEnvironment _environment = new NoEnvironmentFactory().Create(new NoOptions());
    private readonly double[] _observation = [7];

    [Fact]
    public void Episode_IsOneStepThatBringsNothing()
    {
        _environment.Reset(new Pcg64(1), _observation);

        _environment.Step([0], _observation).ShouldBe(new StepOutcome(0, Terminated: true, Truncated: true));

        _observation.ShouldBe([0]);
        Should.Throw<InvalidOperationException>(() => _environment.Step([0], _observation));
    }

    [Fact]
    public void Step_WithAnotherAction_IsRefused()
    {
        _environment.Reset(new Pcg64(1), _observation);

        Should.Throw<ArgumentException>(() => _environment.Step([1], _observation));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"begun":1}""")]
    public void Restore_OfSomethingElse_NamesTheEnvironmentAndTheField(string json) =>
        Should.Throw<InvalidInputException>(() => _environment.Restore(JsonNode.Parse(json)!, new Pcg64(1), _observation)).Message.ShouldBe("A state of 'none' is {\"begun\": true} or {\"begun\": false}.");

    [Fact]
    public void Restore_OfASavedState_GoesOnThere()
    {
        _environment.Reset(new Pcg64(1), _observation);
        var other = new NoEnvironmentFactory().Create(new NoOptions());

        other.Restore(_environment.SaveState(), new Pcg64(1), _observation);

        other.Step([0], _observation).Done.ShouldBeTrue();
    }
}
