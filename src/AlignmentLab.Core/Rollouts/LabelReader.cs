using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Rollouts;

/// <summary>Reads what experts said of the states of a trajectory.</summary>
internal sealed class LabelReader(IEventReader store, RecordedEffects effects, RecordedArtifacts artifacts)
{
    private static readonly string Answered = StoredEventAttribute.NameOf(typeof(StateLabelled));

    private static readonly IReadOnlyDictionary<int, IReadOnlyList<GivenAnswer>> Nobody = new Dictionary<int, IReadOnlyList<GivenAnswer>>();

    /// <summary>The labels of every label effect on a trajectory, in the order recorded.</summary>
    public async Task<IReadOnlyList<EpisodeLabels>> OfAsync(RunId run, Artifact trajectory, CancellationToken cancellationToken)
    {
        var found = new List<EpisodeLabels>();
        await foreach (var effect in effects.OfAsync<LabelRequest>(run, cancellationToken))
        {
            var labelled = effects.Read<EffectOutcome<LabeledRollout>>(effect.Result).Result;
            if (labelled.Trajectory.Hash == trajectory.Hash)
            {
                found.Add(await ReadAsync(run, effect, labelled, cancellationToken));
            }
        }

        return found;
    }

    private async Task<EpisodeLabels> ReadAsync(RunId run, RecordedEffect effect, LabeledRollout labelled, CancellationToken cancellationToken)
    {
        var expert = effects.Read<LabelRequest>(await effects.EventAsync(run, effect.Request, cancellationToken)).Expert;
        var (content, removal) = await artifacts.ReadAsync(run, labelled.Labels, $"The labels of {effect.Call}", cancellationToken);
        var isHuman = HumanExpert.Is(expert);
        return new EpisodeLabels(
            effect.Call, effect.Result.Version, expert.Name, isHuman ? effect.Result.Author : "", content is { } bytes ? StateLabels.FromBytes(bytes) : null,
            isHuman && content is not null ? await AnswersAsync(run, effect.Call, cancellationToken) : Nobody, removal);
    }

    private async Task<IReadOnlyDictionary<int, IReadOnlyList<GivenAnswer>>> AnswersAsync(RunId run, CallId query, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<int, IReadOnlyList<GivenAnswer>>();
        await foreach (var e in store.ReadStreamAsync(Inbox.Answers.StreamOf(run), ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (e.Type == Answered && EventJson.Deserialize<StateLabelled>(e.Data.Span) is var answer && answer.Query == query)
            {
                answers[answer.State] = [.. answers.GetValueOrDefault(answer.State) ?? [], new GivenAnswer(e.Author, answer.Action, e.RecordedAt)];
            }
        }

        return answers;
    }
}
