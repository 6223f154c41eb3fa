using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Verify;

/// <summary>Checks the whole lab, as <see cref="VerifyLab"/> does, and puts on record what came of it.</summary>
public sealed record CheckLab(string Author) : IRequest<VerifyReport>, IAuthored;

/// <summary>On a stream of its own: somebody had the whole lab checked.</summary>
/// <param name="Events">Events checked.</param>
/// <param name="Root">Root of the signed log then; null where the lab had never signed.</param>
/// <param name="Faults">The first faults found, in words; none: the lab was intact.</param>
[StoredEvent("lab-verified.v1")]
public sealed record LabVerified(long Events, Sha256? Root, int Broken, IReadOnlyList<string> Faults)
{
    /// <summary>The stream of the lab's verifications.</summary>
    public static StreamId Stream { get; } = new("verification-lab");
}

internal sealed class CheckLabHandler(IMediator mediator, IEventStore store, TimeProvider time) : IRequestHandler<CheckLab, VerifyReport>
{
    private const int MostFaults = 20;

    public async Task<VerifyReport> Handle(CheckLab request, CancellationToken cancellationToken)
    {
        var report = await mediator.Send(new VerifyLab(), cancellationToken);
        var verified = new LabVerified(
            report.Events, report.Log?.Root, report.Broken.Count,
            [.. report.Broken.Take(MostFaults).Select(b => $"{b.Stream?.Value ?? "the store"}{(b.Version is { } version ? $" version {version}" : "")}: {b.Reason}")]);
        await store.AppendActAsync(LabVerified.Stream, verified, request.Author, time, cancellationToken);
        return report;
    }
}
