using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Environments;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Jobs.Handlers;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Rollouts;

/// <summary>Reads what runs recorded of their evaluations, and plays episodes of them again.</summary>
internal sealed class EvaluationReader(RecordedEffects effects, PlayRequests requests, EffectScopes scopes, RunReader runs)
{
    /// <summary>What some evaluations were, in the order given.</summary>
    public async Task<IReadOnlyList<EvaluationSummary>> SummariesAsync(RunId run, IReadOnlyList<RecordedEffect> evaluations, CancellationToken cancellationToken)
    {
        var asked = await requests.ReadAsync(run, evaluations, cancellationToken);
        var words = await requests.WordsAsync(run, asked, cancellationToken);
        return [.. evaluations.Zip(asked, (evaluation, request) => Summary(evaluation, request, words))];
    }

    /// <summary>An evaluation by its call; null: the run has recorded none of that name.</summary>
    public async Task<RecordedEffect?> FindAsync(RunId run, CallId call, CancellationToken cancellationToken) =>
        await effects.OfAsync<EvaluateRequest>(run, cancellationToken).FirstOrDefaultAsync(e => e.Call == call, cancellationToken);

    /// <summary>Plays one episode again: start state, policy and all that is drawn follow from the run's seed.</summary>
    /// <param name="episode">From 1.</param>
    /// <exception cref="InvalidInputException">The evaluation has no such episode.</exception>
    public async Task<ShownRollout> PlayAsync(RunId run, RecordedEffect recorded, int episode, CancellationToken cancellationToken)
    {
        var evaluation = (await SummariesAsync(run, [recorded], cancellationToken))[0];
        if (episode < 1 || episode > evaluation.Returns.Count)
        {
            throw new InvalidInputException($"{recorded.Call} has the episodes 1 to {evaluation.Returns.Count}, not {episode}.");
        }

        var request = effects.Read<EvaluateRequest>(await effects.EventAsync(run, recorded.Request, cancellationToken));
        var scope = await scopes.ForAsync(new JobId(run, recorded.Call), new Progress<double>(), writesArtifacts: false, cancellationToken);
        var played = await EvaluateHandler.PlayAsync(request, scope, episode - 1, cancellationToken);
        var ending = played.Terminated ? EpisodeEnding.Terminated : EpisodeEnding.Truncated;
        var summary = new RolloutSummary(
            recorded.Call, evaluation.Requested, evaluation.Recorded, evaluation.Policy, evaluation.Environment, played.Trajectory.Steps, played.Return, played.HiddenPerformance,
            ending, await scope.WriteAsync(played.Trajectory.ToBytes(), cancellationToken));
        var shown = new ShownEpisode(runs.PortraitOf(request.Environment), played.Trajectory, ending, []);
        return new ShownRollout(run, summary, shown, null, null)
        {
            Replayed = new ReplayedEpisode(evaluation, episode, played.Return.Equals(evaluation.Returns[episode - 1])),
        };
    }

    private EvaluationSummary Summary(RecordedEffect evaluation, AskedPlay asked, PolicyWords words)
    {
        var result = effects.Read<EffectOutcome<Evaluation>>(evaluation.Result).Result;
        return new EvaluationSummary(
            evaluation.Call, evaluation.Request, evaluation.Result.Version, asked.InWords(words), asked.Environment.Name, asked.StartStates, result.Returns, result.Mean);
    }
}
