using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Tests.PolicyOptimization.Planning;

/// <summary>One state, two ways: the first is worth 1, the second nothing; six steps. Small enough to be worked out by hand.</summary>
public sealed class ForkEnvironment : IFiniteEnvironment
{
    private int _steps;

    public string Name => "fork";

    public Space ObservationSpace { get; } = new BoxSpace([0], [1]);

    public Space ActionSpace { get; } = new DiscreteSpace(2);

    public int MaxSteps => 6;

    public int StateCount => 1;

    public double? HiddenPerformance => null;

    public IReadOnlyList<string>? Board => null;

    public void Reset(IDrawSource draws, Span<double> observation)
    {
        _steps = 0;
        observation[0] = 0;
    }

    public StepOutcome Step(ReadOnlySpan<double> action, Span<double> observation)
    {
        observation[0] = 0;
        return new StepOutcome(action[0] == 0 ? 1 : 0, false, ++_steps == MaxSteps);
    }

    public JsonNode SaveState() => JsonValue.Create(_steps);

    public void Restore(JsonNode state, IDrawSource draws, Span<double> observation) => _steps = state.GetValue<int>();

    public int StateOf(ReadOnlySpan<double> observation) => 0;

    public void Observe(int state, Span<double> observation) => observation[0] = 0;

    public void StartProbabilities(Span<double> probabilities) => probabilities[0] = 1;

    public void Rewards(int action, Span<double> rewards) => rewards[0] = action == 0 ? 1 : 0;

    public void Expect(int action, ReadOnlySpan<double> values, Span<double> expected) => values.CopyTo(expected);
}

public sealed class ForkFactory : IEnvironmentFactory
{
    public string Name => "fork";

    public string Description => "Two ways, one of them worth 1.";

    public Type OptionsType => typeof(NoOptions);

    public IEnvironment Create(object options) => new ForkEnvironment();
}

public sealed class ForkPlugin : Module
{
    protected override void Load(ContainerBuilder builder) => builder.RegisterEnvironment<ForkFactory>();
}
