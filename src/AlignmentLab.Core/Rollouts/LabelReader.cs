using System.Runtime.CompilerServices;
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

    /// <summary>
    /// The label effects on some trajectories, in the order recorded. Labels name the trajectory, so that two rollouts that went
    /// the same way to the bit have the same labels.
    /// </summary>
    public async IAsyncEnumerable<RecordedLabels> OnAsync(RunId run, IReadOnlySet<Sha256> trajectories, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (trajectories.Count == 0)
        {
            yield break;
        }

        await foreach (var effect in effects.OfAsync<LabelRequest>(run, cancellationToken))
        {
            var labelled = effects.Read<EffectOutcome<LabeledRollout>>(effect.Result).Result;
            if (trajectories.Contains(labelled.Trajectory.Hash))
            {
                yield return new RecordedLabels(effect, labelled);
            }
        }
    }

    /// <summary>What the expert said in one label effect.</summary>
    public async Task<EpisodeLabels> ReadAsync(RunId run, RecordedLabels labels, CancellationToken cancellationToken)
    {
        var (effect, labelled) = labels;
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

/// <summary>A label effect, and what it counted.</summary>
internal sealed record RecordedLabels(RecordedEffect Effect, LabeledRollout Labelled);
