using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Runs.Pause;

/// <summary>Has whichever process works on a run lay it down, so that it can go on later; it does not wait for that process.</summary>
/// <param name="Reason">For whoever finds the run paused.</param>
/// <returns>Paused; running while its process has not laid it down yet.</returns>
/// <exception cref="InvalidInputException">The run has ended, or is paused already.</exception>
public sealed record PauseRun(RunId Run, string Reason, string Author) : IRequest<RunStatus>, IAuthored;

internal sealed class PauseRunHandler(IEventStore store, IRunLeases leases, RunSummaries summaries, TimeProvider time) : IRequestHandler<PauseRun, RunStatus>
{
    public async Task<RunStatus> Handle(PauseRun request, CancellationToken cancellationToken)
    {
        var summary = await summaries.SummaryAsync(request.Run, cancellationToken);
        if (summary.Status.IsEnded() || summary.Status == RunStatus.Paused)
        {
            throw new InvalidInputException(summary.Status == RunStatus.Paused
                ? $"{request.Run} is paused already."
                : $"{request.Run} has ended ({summary.Status.ToString().ToLowerInvariant()}); there is nothing to pause.");
        }

        await store.AppendOperationAsync(request.Run, new PauseRequested(request.Reason), time, author: request.Author, cancellationToken: cancellationToken);
        await using var lease = await leases.TryAcquireAsync(request.Run.Value, cancellationToken);
        if (lease is null)
        {
            return RunStatus.Running;
        }

        await store.AppendOperationAsync(request.Run, new RunPaused(request.Reason), time, author: request.Author, cancellationToken: cancellationToken);
        return RunStatus.Paused;
    }
}
