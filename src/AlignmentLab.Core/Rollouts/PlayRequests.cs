using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Rollouts;

/// <summary>Reads which policies runs had played where.</summary>
internal sealed class PlayRequests(RecordedEffects effects, IPluginCatalog catalog)
{
    private static readonly string Evaluation = EffectAttribute.Of(typeof(EvaluateRequest)).Requested;

    /// <summary>What some rollouts or evaluations asked for, in the order given.</summary>
    public async Task<IReadOnlyList<AskedPlay>> ReadAsync(RunId run, IReadOnlyList<RecordedEffect> plays, CancellationToken cancellationToken)
    {
        var asked = new List<AskedPlay>();
        foreach (var play in plays)
        {
            asked.Add(Read(await effects.EventAsync(run, play.Request, cancellationToken)));
        }

        return asked;
    }

    /// <summary>What one request asked for. A kind of policy that no loaded plugin knows is told by its name.</summary>
    public AskedPlay Read(RecordedEvent request)
    {
        try
        {
            if (catalog.Upcasters.TypeOf(request.Type) == Evaluation)
            {
                var evaluation = effects.Read<EvaluateRequest>(request);
                return new AskedPlay(evaluation.Policy, "", evaluation.Environment, evaluation.StartStates);
            }

            var rollout = effects.Read<RolloutRequest>(request);
            return new AskedPlay(rollout.Policy, "", rollout.Environment, "");
        }
        catch (DamagedEventException) when (JsonNode.Parse(request.Data.Span) is JsonObject data && data["policy"]?["kind"] is { } kind && data["environment"] is { } environment)
        {
            return new AskedPlay(null, kind.ToString(), environment.Deserialize<EnvironmentRef>(EventJson.Options)!, "");
        }
    }

    /// <summary>Names the policies of some requests.</summary>
    public async Task<PolicyWords> WordsAsync(RunId run, IReadOnlyList<AskedPlay> asked, CancellationToken cancellationToken)
    {
        var models = new Dictionary<Sha256, CallId>();
        var wanted = asked.SelectMany(a => a.Policy is { } policy ? PolicyWords.Checkpoints(policy) : []).ToHashSet();
        if (wanted.Count > 0)
        {
            await FindAsync<TrainRequest, TrainingResult>(run, result => result.Checkpoint.Hash, wanted, models, cancellationToken);
            await FindAsync<ImprovePolicyRequest, PolicyImprovement>(run, result => result.Policy.Hash, wanted, models, cancellationToken);
        }

        return new PolicyWords(models);
    }

    private async Task FindAsync<TEffect, TResult>(
        RunId run, Func<TResult, Sha256> made, HashSet<Sha256> wanted, Dictionary<Sha256, CallId> models, CancellationToken cancellationToken)
        where TEffect : Effect<TResult>
    {
        await foreach (var effect in effects.OfAsync<TEffect>(run, cancellationToken))
        {
            var checkpoint = made(effects.Read<EffectOutcome<TResult>>(effect.Result).Result);
            if (wanted.Contains(checkpoint))
            {
                models.TryAdd(checkpoint, effect.Call);
            }
        }
    }
}

/// <summary>What a rollout or an evaluation asked for.</summary>
/// <param name="Policy">Null: of a kind that no loaded plugin knows.</param>
/// <param name="Kind">The name of that kind; else empty.</param>
/// <param name="StartStates">Of an evaluation; else empty.</param>
internal sealed record AskedPlay(Policy? Policy, string Kind, EnvironmentRef Environment, string StartStates)
{
    public string InWords(PolicyWords words) => Policy is { } policy ? words.Of(policy) : PolicyWords.OfKind(Kind);
}
