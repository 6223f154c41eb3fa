using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Provenance;

internal sealed class TraceProvenanceHandler(IEventReader store, ILogAuthority authority, IMediator mediator) : IRequestHandler<TraceProvenance, ProvenanceReport>
{
    private static readonly string Labelled = EffectAttribute.Of(typeof(LabelRequest)).Completed;

    public async Task<ProvenanceReport> Handle(TraceProvenance request, CancellationToken cancellationToken)
    {
        var (bare, proof, signed) = Open(request.File);
        var artifact = Sha256.Of(bare);
        var run = proof?.Run ?? await RunOfAsync(artifact, cancellationToken);
        var origins = await ArtifactOrigins.OfAsync(store, run.Stream, cancellationToken);
        var origin = origins.Find(proof?.Artifact ?? artifact) ?? throw new InvalidInputException(
            $"No call of {run} in this lab made the artifact {proof?.Artifact ?? artifact}. Name the lab (or the export) that holds the run with --lab.");
        var faults = new List<string>();
        if (proof is not null)
        {
            Compare(proof, origin, artifact, faults);
            Check(signed!, request.PublicKey ?? await KeyOfAsync(run, cancellationToken), faults);
        }

        var log = await mediator.Send(new VerifyLab(run, PublicKey: request.PublicKey), cancellationToken);
        faults.AddRange(log.Broken.Select(b => $"{b.Stream} version {b.Version}: {b.Reason}"));
        var ancestry = origins.Ancestry(proof?.Artifact ?? artifact);
        var direct = ReferredArtifact.In(origin.Request).Select(r => origins.Find(r.Hash)?.Call).OfType<CallId>().ToHashSet();
        return new ProvenanceReport(
            run, origin.Call, origin.Result.Version, origin.Result.RecordedAt, proof?.Artifact ?? artifact, origin.DatasetHash(),
            signed?.KeyName, ancestry.Count,
            [.. ancestry.Where(o => o.Result.Type == Labelled).Select(o => Source(o, origins, direct.Contains(o.Call))).OrderBy(l => l.Version)],
            faults);
    }

    private static (byte[] Bare, CheckpointProof? Proof, SignedNote? Signed) Open(ReadOnlyMemory<byte> file)
    {
        try
        {
            return CheckpointProof.Detach(file);
        }
        catch (FormatException error)
        {
            throw new InvalidInputException($"It is no checkpoint: {error.Message}", error);
        }
    }

    private static void Compare(CheckpointProof proof, Origin origin, Sha256 artifact, List<string> faults)
    {
        void Must(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }

        Must(artifact == proof.Artifact, $"the file's content hashes to {artifact}, its proof says {proof.Artifact}: weights or metadata were changed");
        Must(origin.Call == proof.Call, $"the file says that {proof.Call} made it; the log says {origin.Call}");
        Must(origin.Result.Version == proof.Version, $"the file says version {proof.Version}; the log says {origin.Result.Version}");
        Must(origin.Result.ChainHash == proof.Root, $"the stream's root at version {origin.Result.Version} is {origin.Result.ChainHash}; the file says {proof.Root}");

        // Positions are those of the lab that trained it; in a lab that imported the run they are others.
        Must(origin.DatasetHash() == proof.Dataset, $"the selection of labels hashes to {origin.DatasetHash()}; the file says {proof.Dataset}");
    }

    private static void Check(SignedNote signed, ReadOnlyMemory<byte>? key, List<string> faults)
    {
        if (key is null)
        {
            faults.Add("there is no public key to check the file's signature with; give it with --key");
        }
        else if (!signed.IsSignedBy(key.Value))
        {
            faults.Add($"the file's proof is not signed by {SignedNote.NameOf(key.Value)}, or was changed after signing (it says {signed.KeyName})");
        }
    }

    // A run that came from another lab was signed by that lab.
    private async Task<ReadOnlyMemory<byte>?> KeyOfAsync(RunId run, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(RunImported.StreamOf(run), ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            return EventJson.Deserialize<RunImported>(e.Data.Span).PublicKey;
        }

        return authority.PublicKey;
    }

    // The artifact's hash is looked for in every run: a bare file does not say which one made it.
    private async Task<RunId> RunOfAsync(Sha256 artifact, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.ForCategories("run"), cancellationToken: cancellationToken))
        {
            if (ReferredArtifact.In(e).Exists(r => r.Hash == artifact))
            {
                return RunId.Of(e.Stream);
            }
        }

        throw new InvalidInputException($"The file carries no proof, and no run of this lab refers to an artifact {artifact}. Name the lab (or the export) with --lab.");
    }

    private static LabelSource Source(Origin origin, ArtifactOrigins origins, bool direct)
    {
        var request = EventJson.Deserialize<LabelRequest>(origin.Request.Data.Span);
        return new LabelSource(
            origin.Result.Version, origin.Call, origin.Result.RecordedAt, request.Expert.Name, origin.Result.Author, request.ExpertQueries,
            origins.Find(request.Trajectory.Hash) is { } rollout ? PolicyKind(rollout) : null, direct);
    }

    private static string? PolicyKind(Origin rollout)
    {
        using var request = JsonDocument.Parse(rollout.Request.Data);
        return request.RootElement.TryGetProperty("policy", out var policy) && policy.TryGetProperty("kind", out var kind) ? kind.GetString() : null;
    }
}
