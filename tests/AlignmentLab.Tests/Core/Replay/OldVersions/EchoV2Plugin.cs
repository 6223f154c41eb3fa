using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Events;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Tests.Core.Replay.OldVersions;

/// <summary>The echo effect at its second version: what was called text is called message now, and says its language.</summary>
[Effect("echo", "echo-requested.v2", "echo-recorded.v2")]
public sealed record EchoRequestV2(string Message, string Language, long Queries = 0) : Effect<EchoedV2>, IExpertQueries
{
    long IExpertQueries.ExpertQueries => Queries;
}

public sealed record EchoedV2(string Message, double Draw);

public sealed class EchoHandlerV2(EchoFaults faults) : IEffectHandler<EchoRequestV2, EchoedV2>
{
    public async Task<EffectOutcome<EchoedV2>> HandleAsync(EchoRequestV2 effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        await faults.BeforeAsync(effect.Message, cancellationToken);
        return new EffectOutcome<EchoedV2>(
            new EchoedV2(effect.Message, scope.Random("draw").CreateGenerator().NextDouble()), new JsonObject { ["secret"] = effect.Message });
    }
}

/// <summary>The same loop as <see cref="EchoAlgorithm"/> over the second version's effect.</summary>
public sealed class EchoAlgorithmV2(string language) : IAlgorithm<EchoOptions>
{
    public async Task RunAsync(EchoOptions options, IRunContext run)
    {
        for (var i = 0; i < options.Count; i++)
        {
            var echoed = await run.PerformAsync(new EchoRequestV2($"{options.Text} {i}", language, options.Queries));
            await run.MeasureAsync("draw", echoed.Draw, i);
        }

        await Task.WhenAll(Enumerable.Range(0, options.Branches).Select(async i =>
        {
            var branch = run.Branch($"b{i}");
            await branch.PerformAsync(new EchoRequestV2($"{i}-first", language));
            await branch.PerformAsync(new EchoRequestV2($"{i}-second", language));
        }));
    }
}

public sealed class EchoRequestUpcaster : IEventUpcaster
{
    public string From => "echo-requested.v1";

    public string To => "echo-requested.v2";

    public JsonObject Lift(JsonObject data) => new()
    {
        ["message"] = data["text"]!.GetValue<string>(),
        ["language"] = "en",
        ["queries"] = data["queries"]!.DeepClone(),
    };
}

public class EchoRecordedUpcaster : IEventUpcaster
{
    public string From => "echo-recorded.v1";

    public string To => "echo-recorded.v2";

    public virtual JsonObject Lift(JsonObject data)
    {
        var result = data["result"]!.AsObject();
        var text = result["text"] ?? throw new FormatException("the result has no text");
        result.Remove("text");
        result["message"] = text;
        return data;
    }
}

/// <summary>An upcaster that forgets a member.</summary>
public sealed class ForgetfulUpcaster : EchoRecordedUpcaster
{
    public override JsonObject Lift(JsonObject data)
    {
        var lifted = base.Lift(data);
        lifted.Remove("hidden");
        return lifted;
    }
}

/// <param name="lifts">Whether the upcasters come along.</param>
public sealed class EchoV2Module(bool lifts = true, string language = "en", bool forgets = false, EchoFaults? faults = null) : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterInstance(faults ?? new EchoFaults());
        builder.RegisterAlgorithm<EchoAlgorithmV2, EchoOptions>("echo", 1, "");
        builder.Register(_ => new EchoAlgorithmV2(language));
        builder.RegisterEffect<EchoRequestV2, EchoedV2, EchoHandlerV2>();
        builder.RegisterEnvironment<NowhereFactory>();
        if (lifts)
        {
            builder.RegisterUpcaster<EchoRequestUpcaster>();
            if (forgets)
            {
                builder.RegisterUpcaster<ForgetfulUpcaster>();
            }
            else
            {
                builder.RegisterUpcaster<EchoRecordedUpcaster>();
            }
        }
    }
}
