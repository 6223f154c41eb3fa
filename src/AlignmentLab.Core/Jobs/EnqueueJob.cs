using AlignmentLab.Engines;
using MediatR;

namespace AlignmentLab.Core.Jobs;

/// <summary>Hands a job to the configured queue.</summary>
public sealed record EnqueueJob(Job Job) : IRequest;

internal sealed class EnqueueJobHandler(IJobQueue queue) : AsyncRequestHandler<EnqueueJob>
{
    protected override Task Handle(EnqueueJob request, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(request.Job, cancellationToken).AsTask();
}
