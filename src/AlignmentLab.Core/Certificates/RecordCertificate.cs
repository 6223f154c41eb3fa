using System.Text;
using AlignmentLab.Core.Audit;
using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Certificates;

/// <summary>Puts a certificate on the record of the run that it is about, so that whoever looks at the run sees it.</summary>
/// <param name="Text">The certificate, as issued here or elsewhere.</param>
/// <exception cref="InvalidInputException">It is no certificate, does not hold, or is about another history than this lab's.</exception>
public sealed record RecordCertificate(RunId Run, string Text, string Author) : IRequest<CertificateRecorded>, IAuthored;

/// <summary>A certificate that is on a run's record.</summary>
/// <param name="Certificate">Hash of its text.</param>
public sealed record ReadCertificate(RunId Run, Sha256 Certificate) : IRequest<string>;

/// <summary>On a run's notes: the run was replayed, and this came of it.</summary>
/// <param name="Key">The name of the key that signed.</param>
/// <param name="Events">How much of the run's stream it is about.</param>
/// <param name="Certificate">The signed text.</param>
[StoredEvent("certificate-recorded.v1")]
public sealed record CertificateRecorded(ReplayLevel Level, string Outcome, long Events, Sha256 Root, string Key, Artifact Certificate);

internal sealed class RecordCertificateHandler(IMediator mediator, IEventStore store, LabArtifacts artifacts, TimeProvider time)
    : IRequestHandler<RecordCertificate, CertificateRecorded>, IRequestHandler<ReadCertificate, string>
{
    public async Task<CertificateRecorded> Handle(RecordCertificate request, CancellationToken cancellationToken)
    {
        var (certificate, key, faults) = await mediator.Send(new CheckCertificate(request.Text, Run: request.Run), cancellationToken);
        if (faults.Count > 0)
        {
            throw new InvalidInputException($"The certificate does not hold for {request.Run}: {string.Join("; ", faults)}.");
        }

        var artifact = await artifacts.WriteAsync(Encoding.UTF8.GetBytes(request.Text), cancellationToken);
        var recorded = new CertificateRecorded(certificate.Level, certificate.Outcome, certificate.Events, certificate.Root, key, artifact);
        await store.AppendActAsync(RunNotes.StreamOf(request.Run), recorded, request.Author, time, cancellationToken);
        return recorded;
    }

    public async Task<string> Handle(ReadCertificate request, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(RunNotes.StreamOf(request.Run), ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (e.Type == StoredEventAttribute.NameOf(typeof(CertificateRecorded))
                && EventJson.Deserialize<CertificateRecorded>(e.Data.Span).Certificate is var artifact && artifact.Hash == request.Certificate)
            {
                return Encoding.UTF8.GetString((await artifacts.ReadAsync(artifact, cancellationToken)).Span);
            }
        }

        throw new InvalidInputException($"{request.Run} has no certificate {request.Certificate} on record.");
    }
}
