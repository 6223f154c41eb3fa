using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Environments;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Trajectories;
using MediatR;

namespace AlignmentLab.Core.Rollouts;

internal sealed class ShowRolloutHandler(RunReader runs, RecordedEffects effects, RolloutReader rollouts, EvaluationReader evaluations, LabelReader labels, RecordedArtifacts artifacts)
    : IRequestHandler<ShowRollout, ShownRollout>
{
    public async Task<ShownRollout> Handle(ShowRollout request, CancellationToken cancellationToken)
    {
        var run = request.Run;
        await runs.SubmittedAsync(run, cancellationToken);
        if (await evaluations.FindAsync(run, request.Call, cancellationToken) is { } evaluation)
        {
            return await evaluations.PlayAsync(run, evaluation, request.Episode, cancellationToken);
        }

        var (previous, rollout, next) = await FindAsync(run, request.Call, cancellationToken);
        if (request.Episode != 1)
        {
            throw new InvalidInputException($"A rollout is one episode; there is no episode {request.Episode}. Each rollout has a call id of its own: `alab rollouts list`.");
        }

        var summary = (await rollouts.UnlabelledAsync(run, [rollout], cancellationToken))[0];
        var (content, removal) = await artifacts.ReadAsync(run, summary.Trajectory, $"The trajectory of {request.Call}", cancellationToken);
        if (content is null)
        {
            throw new InvalidInputException(removal!);
        }

        var labelled = new List<EpisodeLabels>();
        await foreach (var recorded in labels.OnAsync(run, new HashSet<Sha256> { summary.Trajectory.Hash }, cancellationToken))
        {
            labelled.Add(await labels.ReadAsync(run, recorded, cancellationToken));
            summary = summary.With(recorded.Labelled);
        }

        var episode = new ShownEpisode(
            runs.PortraitOf(await rollouts.EnvironmentAsync(run, summary, cancellationToken)),
            Trajectory.FromBytes(content.Value),
            summary.Ending,
            labelled);
        return new ShownRollout(run, summary, episode, previous, next);
    }

    private async Task<(CallId? Previous, RecordedEffect Rollout, CallId? Next)> FindAsync(RunId run, CallId call, CancellationToken cancellationToken)
    {
        CallId? before = null;
        RecordedEffect? found = null;
        await foreach (var rollout in effects.OfAsync<RolloutRequest>(run, cancellationToken))
        {
            if (found is not null)
            {
                return (before, found, rollout.Call);
            }

            if (rollout.Call == call)
            {
                found = rollout;
            }
            else
            {
                before = rollout.Call;
            }
        }

        return found is not null ? (before, found, null) : throw new InvalidInputException(
            $"{run} has recorded no rollout and no evaluation '{call}'. `alab rollouts list {run}` shows those that it has.");
    }
}
