using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Rollouts;

/// <summary>Reads what runs recorded of their rollouts.</summary>
internal sealed class RolloutReader(RecordedEffects effects, LabelReader labels)
{
    /// <summary>What some rollouts were, and how the labels on them compare, in the order given.</summary>
    public async Task<IReadOnlyList<RolloutSummary>> SummariesAsync(RunId run, IReadOnlyList<RecordedEffect> rollouts, CancellationToken cancellationToken)
    {
        var summaries = await UnlabelledAsync(run, rollouts, cancellationToken);
        var places = summaries.Index().ToLookup(s => s.Item.Trajectory.Hash, s => s.Index);
        await foreach (var label in labels.OnAsync(run, summaries.Select(s => s.Trajectory.Hash).ToHashSet(), cancellationToken))
        {
            foreach (var i in places[label.Labelled.Trajectory.Hash])
            {
                summaries[i] = summaries[i].With(label.Labelled);
            }
        }

        return summaries;
    }

    /// <summary>What some rollouts were, their labels not counted, in the order given.</summary>
    public async Task<RolloutSummary[]> UnlabelledAsync(RunId run, IReadOnlyList<RecordedEffect> rollouts, CancellationToken cancellationToken)
    {
        var asked = new List<AskedRollout>();
        foreach (var rollout in rollouts)
        {
            asked.Add(Asked(await effects.EventAsync(run, rollout.Request, cancellationToken)));
        }

        var words = new PolicyWords(await ModelsAsync(run, asked, cancellationToken));
        return [.. rollouts.Zip(asked, (rollout, request) => Summary(rollout, request, words))];
    }

    /// <summary>Where a rollout was played.</summary>
    public async Task<EnvironmentRef> EnvironmentAsync(RunId run, RolloutSummary rollout, CancellationToken cancellationToken) =>
        Asked(await effects.EventAsync(run, rollout.Requested, cancellationToken)).Environment;

    private RolloutSummary Summary(RecordedEffect rollout, AskedRollout asked, PolicyWords words)
    {
        var outcome = effects.Read<EffectOutcome<Rollout>>(rollout.Result);
        var played = outcome.Result;
        return new RolloutSummary(
            rollout.Call, rollout.Request, rollout.Result.Version, asked.Policy is { } policy ? words.Of(policy) : PolicyWords.OfKind(asked.Kind), asked.Environment.Name,
            played.Steps, played.Return, outcome.Hidden?["performance"]?.GetValue<double>(),
            played.Terminated ? EpisodeEnding.Terminated : EpisodeEnding.Truncated, played.Trajectory);
    }

    // A kind of policy that no loaded plugin knows is told by its name.
    private AskedRollout Asked(RecordedEvent request)
    {
        try
        {
            var rollout = effects.Read<RolloutRequest>(request);
            return new AskedRollout(rollout.Policy, "", rollout.Environment);
        }
        catch (DamagedEventException) when (JsonNode.Parse(request.Data.Span) is JsonObject data && data["policy"]?["kind"] is { } kind && data["environment"] is { } environment)
        {
            return new AskedRollout(null, kind.ToString(), environment.Deserialize<EnvironmentRef>(EventJson.Options)!);
        }
    }

    private async Task<IReadOnlyDictionary<Sha256, CallId>> ModelsAsync(RunId run, List<AskedRollout> asked, CancellationToken cancellationToken)
    {
        var models = new Dictionary<Sha256, CallId>();
        var wanted = asked.SelectMany(a => a.Policy is { } policy ? PolicyWords.Checkpoints(policy) : []).ToHashSet();
        if (wanted.Count > 0)
        {
            await foreach (var trained in effects.OfAsync<TrainRequest>(run, cancellationToken))
            {
                var checkpoint = effects.Read<EffectOutcome<TrainingResult>>(trained.Result).Result.Checkpoint.Hash;
                if (wanted.Contains(checkpoint))
                {
                    models.TryAdd(checkpoint, trained.Call);
                }
            }
        }

        return models;
    }

    private sealed record AskedRollout(Policy? Policy, string Kind, EnvironmentRef Environment);
}
