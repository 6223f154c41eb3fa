using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Tests.PolicyOptimization.PolicyGradients;

/// <summary>Pays the same at every step, whatever is done, and goes on for ten thousand steps: in effect, never ends.</summary>
public sealed class Treadmill(string name, double pay) : IEnvironment
{
    private int _steps;

    public string Name => name;

    public Space ObservationSpace { get; } = new BoxSpace([0], [1]);

    public Space ActionSpace { get; } = new DiscreteSpace(2);

    public int MaxSteps => 10_000;

    public double? HiddenPerformance => null;

    public IReadOnlyList<string>? Board => null;

    public void Reset(IDrawSource draws, Span<double> observation)
    {
        _steps = 0;
        observation[0] = 1;
    }

    public StepOutcome Step(ReadOnlySpan<double> action, Span<double> observation)
    {
        observation[0] = 1;
        return new StepOutcome(pay, false, ++_steps == MaxSteps);
    }

    public JsonNode SaveState() => JsonValue.Create(_steps);

    public void Restore(JsonNode state, IDrawSource draws, Span<double> observation)
    {
        _steps = state.GetValue<int>();
        observation[0] = 1;
    }
}

public sealed class TreadmillFactory(string name, double pay) : IEnvironmentFactory
{
    public string Name => name;

    public string Description => "Pays at every step and never ends.";

    public Type OptionsType => typeof(NoOptions);

    public IEnvironment Create(object options) => new Treadmill(name, pay);
}

public sealed class TreadmillPlugin : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterInstance(new TreadmillFactory("treadmill", 1)).As<IEnvironmentFactory>();
        builder.RegisterInstance(new TreadmillFactory("windfall", double.PositiveInfinity)).As<IEnvironmentFactory>();
    }
}
