using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Environments;

namespace AlignmentLab.Core.Rollouts;

/// <summary>Reads what runs recorded of their rollouts.</summary>
internal sealed class RolloutReader(RecordedEffects effects, PlayRequests requests, LabelReader labels)
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
        var asked = await requests.ReadAsync(run, rollouts, cancellationToken);
        var words = await requests.WordsAsync(run, asked, cancellationToken);
        return [.. rollouts.Zip(asked, (rollout, request) => Summary(rollout, request, words))];
    }

    /// <summary>Where a rollout was played.</summary>
    public async Task<EnvironmentRef> EnvironmentAsync(RunId run, RolloutSummary rollout, CancellationToken cancellationToken) =>
        requests.Read(await effects.EventAsync(run, rollout.Requested, cancellationToken)).Environment;

    private RolloutSummary Summary(RecordedEffect rollout, AskedPlay asked, PolicyWords words)
    {
        var outcome = effects.Read<EffectOutcome<Rollout>>(rollout.Result);
        var played = outcome.Result;
        return new RolloutSummary(
            rollout.Call, rollout.Request, rollout.Result.Version, asked.InWords(words), asked.Environment.Name,
            played.Steps, played.Return, outcome.Hidden?["performance"]?.GetValue<double>(),
            played.Terminated ? EpisodeEnding.Terminated : EpisodeEnding.Truncated, played.Trajectory);
    }
}
