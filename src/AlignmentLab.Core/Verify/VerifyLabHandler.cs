using AlignmentLab.Core.Transparency;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Verify;

internal sealed class VerifyLabHandler(IEventReader store, ChainVerifier chains, ArtifactVerifier artifacts, TransparencyVerifier transparency, IEnumerable<IEventStoreInspection> inspections)
    : IRequestHandler<VerifyLab, VerifyReport>
{
    public async Task<VerifyReport> Handle(VerifyLab request, CancellationToken cancellationToken)
    {
        var broken = new List<BrokenEvent>();
        var signed = await transparency.VerifyAsync(request.Checkpoint, request.PublicKey, broken, cancellationToken);
        var chain = request.Run is { } run
            ? await OfRunAsync(run.Stream, run.OperationsStream, signed, cancellationToken)
            : await chains.VerifyAllAsync(signed.Entered, cancellationToken);
        if (request.Run is null)
        {
            foreach (var inspection in inspections)
            {
                await foreach (var fault in inspection.InspectAsync(cancellationToken))
                {
                    broken.Add(new BrokenEvent(fault.Stream, fault.Version, fault.Reason, fault.Position));
                }
            }
        }

        broken.AddRange(chain.Broken);
        var (removed, faults) = await artifacts.VerifyAsync(chain.Artifacts, chain.Removed, cancellationToken);
        broken.AddRange(faults);
        var log = signed.Log is { } found ? found with { Beyond = await BeyondAsync(signed, cancellationToken) } : null;
        return new VerifyReport(chain.Streams, chain.Events, chain.Artifacts.Count, removed, signed.Imports, log, [.. broken.Distinct()]);
    }

    private async Task<ChainReport> OfRunAsync(StreamId stream, StreamId operations, SignedHeads signed, CancellationToken cancellationToken)
    {
        var report = await chains.VerifyStreamAsync(stream, signed.Entered.GetValueOrDefault(stream, []), cancellationToken);
        report = report.Run is { Contradiction: { } contradiction } run
            ? report with { Broken = [.. report.Broken, new BrokenEvent(stream, run.Version, contradiction)] }
            : report;
        if (await store.HeadAsync(operations, cancellationToken) is null && !signed.Entered.ContainsKey(operations))
        {
            return report;
        }

        var around = await chains.VerifyStreamAsync(operations, signed.Entered.GetValueOrDefault(operations, []), cancellationToken);
        return new ChainReport(2, report.Events + around.Events, [.. report.Broken, .. around.Broken], [.. report.Artifacts, .. around.Artifacts], around.Removed);
    }

    private async Task<long> BeyondAsync(SignedHeads signed, CancellationToken cancellationToken)
    {
        var beyond = 0L;
        await foreach (var head in store.HeadsAsync(null, cancellationToken))
        {
            if (head.Stream != TransparencyLog.Stream)
            {
                beyond += head.Version - (signed.Entered.TryGetValue(head.Stream, out var entered) ? entered[^1].Version : -1);
            }
        }

        return beyond;
    }
}
