using AlignmentLab.Engines;
using MediatR;

namespace AlignmentLab.Core.Jobs;

/// <summary>Stops a job that waits or runs; nothing happens when there is none.</summary>
public sealed record CancelJob(JobId Job) : IRequest;

internal sealed class CancelJobHandler(IJobQueue queue) : AsyncRequestHandler<CancelJob>
{
    protected override Task Handle(CancelJob request, CancellationToken cancellationToken) =>
        queue.CancelAsync(request.Job, cancellationToken).AsTask();
}
