using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Verify;

/// <summary>Checks the hash chains of one run's streams, or of the whole lab.</summary>
public sealed record VerifyLab(RunId? Run = null) : IRequest<VerifyReport>;

/// <summary>What a check found.</summary>
/// <param name="Broken">Each stream's first fault; what comes after it in the stream cannot be judged.</param>
public sealed record VerifyReport(int Streams, long Events, IReadOnlyList<BrokenEvent> Broken)
{
    public bool Intact => Broken.Count == 0;
}

/// <summary>An event that is not what was written.</summary>
public sealed record BrokenEvent(StreamId Stream, long Version, string Reason);

internal sealed class VerifyLabHandler(IEventReader store, ChainVerifier chains) : IRequestHandler<VerifyLab, VerifyReport>
{
    public async Task<VerifyReport> Handle(VerifyLab request, CancellationToken cancellationToken)
    {
        if (request.Run is not { } run)
        {
            return await chains.VerifyAllAsync(cancellationToken);
        }

        var report = await chains.VerifyStreamAsync(run.Stream, cancellationToken);
        if (await store.HeadAsync(run.OperationsStream, cancellationToken) is null)
        {
            return report;
        }

        var operations = await chains.VerifyStreamAsync(run.OperationsStream, cancellationToken);
        return new VerifyReport(2, report.Events + operations.Events, [.. report.Broken, .. operations.Broken]);
    }
}
