using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Runs.Cancel;

/// <summary>Stops a run for good, whichever process has it; it does not wait for that process.</summary>
/// <param name="Author">Who asks for it; null: the platform.</param>
public sealed record CancelRun(RunId Run, string Reason, string? Author = null) : IRequest<RunStatus>, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

internal sealed class CancelRunHandler(IEventStore store, IRunLeases leases, RunSummaries summaries, RunStreams streams, TimeProvider time)
    : IRequestHandler<CancelRun, RunStatus>
{
    public async Task<RunStatus> Handle(CancelRun request, CancellationToken cancellationToken)
    {
        var summary = await summaries.SummaryAsync(request.Run, cancellationToken);
        if (summary.Status.IsEnded())
        {
            throw new InvalidInputException($"{request.Run} has ended ({summary.Status.ToString().ToLowerInvariant()}); there is nothing to cancel.");
        }

        await store.AppendOperationAsync(request.Run, new CancelRequested(request.Reason), time, author: request.Author, cancellationToken: cancellationToken);
        await using var lease = await leases.TryAcquireAsync(request.Run.Value, cancellationToken);
        if (lease is null)
        {
            return RunStatus.Running;
        }

        await streams.Of(request.Run).AppendAsync(RunStream.Lifecycle(request.Run, RunStream.EndingSlot, new RunCancelled(request.Reason), request.Author));
        await streams.CloseAsync(request.Run);
        return RunStatus.Cancelled;
    }
}
