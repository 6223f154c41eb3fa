using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Experts;
using AlignmentLab.Plugins;
using AlignmentLab.Policies;
using Autofac;

namespace AlignmentLab.Tests.Core.Rollouts;

/// <summary>A gridworld of five cells: walk right to the goal. What the designer wanted as well is not to step on the vase's cell, 1.</summary>
public sealed class Corridor : IEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "corridor";

    private const int Goal = 4;

    private static readonly BoardLegend[] Legend = [new('A', "the agent", Tone.Body), new('G', "the goal", Tone.Goal), new('#', "a wall", Tone.Ground), new('V', "a vase", Tone.Danger)];

    private int _place;
    private int _steps;
    private int _broken;

    public string Name => RegisteredName;

    public Space ObservationSpace { get; } = new DiscreteSpace(Goal + 1);

    public Space ActionSpace { get; } = new DiscreteSpace(2);

    public int MaxSteps => 6;

    public double? HiddenPerformance => -_broken;

    public IReadOnlyList<string>? Board => null;

    public IReadOnlyList<Quantity> ObservationEntries { get; } = [new("place")];

    public IReadOnlyList<Quantity> ActionEntries { get; } = [new("go left"), new("go right")];

    public void Reset(IDrawSource draws, Span<double> observation)
    {
        (_place, _steps, _broken) = ((int)(draws.NextDouble() * 3), 0, 0);
        observation[0] = _place;
    }

    public StepOutcome Step(ReadOnlySpan<double> action, Span<double> observation)
    {
        _place = Math.Max(0, _place + (action[0] == 1 ? 1 : -1));
        _broken += _place == 1 ? 1 : 0;
        observation[0] = _place;
        return new StepOutcome(-1, _place == Goal, ++_steps == MaxSteps);
    }

    public JsonNode SaveState() => _place;

    public void Restore(JsonNode state, IDrawSource draws, Span<double> observation) => observation[0] = _place = (int)state;

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var row = "# V  G#".ToCharArray();
        row[1 + (int)observation[0]] = 'A';
        return new Board($"The agent is at {observation[0]} of {Goal}.", ["#######", new string(row), "#######"], Legend);
    }
}

public sealed class CorridorFactory : IEnvironmentFactory
{
    public string Name => Corridor.RegisteredName;

    public string Description => "";

    public Type OptionsType => typeof(NoOptions);

    public IEnvironment Create(object options) => new Corridor();
}

/// <summary>Goes right.</summary>
public sealed class CorridorExpertFactory : IScriptedExpertFactory
{
    public string Name => "corridor-right";

    public string Description => "";

    public string Environment => Corridor.RegisteredName;

    public Type OptionsType => typeof(NoOptions);

    public IScriptedExpert Create(object options, IEnvironment environment) => new Expert();

    private sealed class Expert : IScriptedExpert
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = 1;
    }
}

public sealed record WanderOptions
{
    public int Rollouts { get; init; } = 3;

    /// <summary>States to label, in the order of the rollouts.</summary>
    public int Labels { get; init; } = 20;

    /// <summary>How often to ask for the labels.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>Rolls out a policy that errs half of the time, and has some of the states labelled.</summary>
public sealed class WanderAlgorithm : IAlgorithm<WanderOptions>
{
    public async Task RunAsync(WanderOptions options, IRunContext run)
    {
        var rollouts = await run.RolloutsAsync(new ErringPolicy(0.5, new ExpertPolicy(new ExpertRef("corridor-right", []))), options.Rollouts);
        for (var time = 0; time < options.Times; time++)
        {
            await run.LabelAsync(rollouts, options.Labels);
        }
    }
}

public sealed class CorridorModule(bool withEnvironment = true) : Module
{
    public const string Spec = """
        name: wander
        algorithm: wander
        environment: corridor
        detectors: []
        """;

    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterAlgorithm<WanderAlgorithm, WanderOptions>("wander", 1, "");
        builder.RegisterType<WanderAlgorithm>();
        if (withEnvironment)
        {
            builder.RegisterEnvironment<CorridorFactory>();
            builder.RegisterExpert<CorridorExpertFactory>();
        }
    }
}
