using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Tests.Core;

/// <summary>The smallest effect there is, with the faults that the tests need.</summary>
[Effect("echo", "echo-requested.v1", "echo-recorded.v1")]
public sealed record EchoRequest(string Text, long Queries = 0) : Effect<Echoed>, IExpertQueries
{
    long IExpertQueries.ExpertQueries => Queries;
}

public sealed record Echoed(string Text, double Draw);

public sealed class EchoHandler(EchoFaults faults) : IEffectHandler<EchoRequest, Echoed>
{
    public async Task<EffectOutcome<Echoed>> HandleAsync(EchoRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        await faults.BeforeAsync(effect.Text, cancellationToken);
        return new EffectOutcome<Echoed>(
            new Echoed(effect.Text, scope.Random("draw").CreateGenerator().NextDouble()), new JsonObject { ["secret"] = effect.Text });
    }

    public bool IsRepeatable(EchoRequest effect) => !faults.Outside(effect.Text);
}

/// <summary>What happens before an echo is made.</summary>
public class EchoFaults
{
    public int Calls { get; private set; }

    /// <summary>Whether an echo comes from outside, where nobody can ask for it again.</summary>
    public Func<string, bool> Outside { get; init; } = _ => false;

    public virtual Task BeforeAsync(string text, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.CompletedTask;
    }
}

public sealed record EchoOptions
{
    public int Count { get; init; } = 3;

    public int Branches { get; init; }

    public string Text { get; init; } = "hello";

    public long Queries { get; init; }

    public int? ThrowAfter { get; init; }
}

/// <summary>Echoes a few times in a row, then in parallel branches.</summary>
public class EchoAlgorithm : IAlgorithm<EchoOptions>
{
    public virtual async Task RunAsync(EchoOptions options, IRunContext run)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (i == options.ThrowAfter)
            {
                throw new InvalidOperationException("the algorithm has had enough");
            }

            var echoed = await run.PerformAsync(new EchoRequest($"{options.Text} {i}", options.Queries));
            await run.MeasureAsync("draw", echoed.Draw, i);
        }

        await Task.WhenAll(Enumerable.Range(0, options.Branches).Select(async i =>
        {
            var branch = run.Branch($"b{i}");
            await branch.PerformAsync(new EchoRequest($"{i}-first"));
            await branch.PerformAsync(new EchoRequest($"{i}-second"));
        }));
    }
}

/// <summary>An environment that is never entered: echo runs need a name in their spec.</summary>
public sealed class NowhereFactory : IEnvironmentFactory
{
    public string Name => "nowhere";

    public string Description => "";

    public Type OptionsType => typeof(NoOptions);

    public IEnvironment Create(object options) => new Nowhere();

    private sealed class Nowhere : IEnvironment
    {
        public string Name => "nowhere";

        public Space ObservationSpace { get; } = new DiscreteSpace(1);

        public Space ActionSpace { get; } = new DiscreteSpace(1);

        public int MaxSteps => 1;

        public double? HiddenPerformance => null;

        public IReadOnlyList<string>? Board => null;

        public void Reset(IDrawSource draws, Span<double> observation) => observation[0] = 0;

        public StepOutcome Step(ReadOnlySpan<double> action, Span<double> observation) => new(0, true, false);

        public JsonNode SaveState() => new JsonObject();

        public void Restore(JsonNode state, IDrawSource draws, Span<double> observation) => observation[0] = 0;
    }
}

/// <summary>Offers the echo algorithm, or a changed one in its place.</summary>
public sealed class EchoModule(EchoFaults? faults = null, Func<EchoAlgorithm>? algorithm = null) : Module
{
    public const string Spec = """
        name: echo
        algorithm: echo
        environment: nowhere
        detectors: []
        """;

    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterInstance(faults ?? new EchoFaults());
        builder.RegisterAlgorithm<EchoAlgorithm, EchoOptions>("echo", 1, "");
        builder.Register(_ => (algorithm ?? (() => new EchoAlgorithm()))()).As<EchoAlgorithm>();
        builder.RegisterEffect<EchoRequest, Echoed, EchoHandler>();
        builder.RegisterEnvironment<NowhereFactory>();
    }
}
