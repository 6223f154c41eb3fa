using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Exports;

internal sealed class ImportRunHandler(IEventStore store, IBlobStore blobs, TransparencyLog transparency) : IRequestHandler<ImportRun, ImportedRun>
{
    private const int Batch = 512;
    private static readonly string Removal = StoredEventAttribute.NameOf(typeof(ArtifactRemoved));

    public async Task<ImportedRun> Handle(ImportRun request, CancellationToken cancellationToken)
    {
        using var file = ExportFile.Open(request.File);
        CheckProofs(request, file.Manifest);
        var artifacts = await CheckEventsAsync(request, file);
        foreach (var artifact in artifacts)
        {
            await blobs.PutAsync(await file.ArtifactAsync(artifact), cancellationToken);
        }

        var written = 0L;
        foreach (var head in file.Manifest.Heads)
        {
            written += await TakeStreamAsync(request, file, head.Head, cancellationToken);
        }

        if (written > 0)
        {
            var imported = new RunImported(file.Manifest.Run, file.Manifest.PublicKey, file.Manifest.Heads);
            var id = EventId.Deterministic("alignmentlab.import", file.Manifest.Run.Value, file.Manifest.Heads[0].Checkpoint);
            var e = new NewEvent(id, StoredEventAttribute.NameOf(typeof(RunImported)), EventJson.Serialize(imported));
            await store.AppendAsync(
                RunImported.StreamOf(file.Manifest.Run), ExpectedVersion.Any, [request.Author is { } author ? e with { Author = author } : e], cancellationToken);
            if (request.Sign)
            {
                await transparency.CheckpointAsync(cancellationToken);
            }
        }

        return new ImportedRun(
            file.Manifest.Run, SignedNote.NameOf(file.Manifest.PublicKey), file.Manifest.Heads.Count, file.Manifest.Heads.Sum(h => h.Head.Version + 1), artifacts.Count, written == 0);
    }

    private static void CheckProofs(ImportRun request, ExportManifest manifest)
    {
        if (manifest.Heads is not [var first, ..] || first.Head.Stream != manifest.Run.Stream)
        {
            throw new InvalidInputException($"{request.File} does not hold the stream of {manifest.Run}, which its manifest names.");
        }

        if (request.PublicKey is { } trusted && !trusted.Span.SequenceEqual(manifest.PublicKey))
        {
            throw new InvalidInputException($"{request.File} was signed by {SignedNote.NameOf(manifest.PublicKey)}; the given key is {SignedNote.NameOf(trusted)}.");
        }

        foreach (var head in manifest.Heads)
        {
            if (head.Fault(manifest.PublicKey) is { } fault)
            {
                throw new InvalidInputException($"{request.File}: the proof of {head.Head.Stream} does not hold: {fault}.");
            }
        }
    }

    // Reads the whole file once before anything is written.
    private static async Task<IReadOnlyList<Sha256>> CheckEventsAsync(ImportRun request, ExportFile file)
    {
        var (referred, removed) = (new Dictionary<Sha256, ReferredArtifact>(), new HashSet<Sha256>());
        foreach (var (head, _, _, _) in file.Manifest.Heads)
        {
            using var segment = new StreamCheck(head.Stream);
            var part = new StreamSegment(head.Stream, []);
            await foreach (var e in file.EventsAsync(head.Stream))
            {
                part.Take(e);
                var references = ReferredArtifact.In(e);
                references.ForEach(r => referred.TryAdd(r.Hash, r));
                removed.UnionWith(e.Type == Removal ? references.Select(r => r.Hash) : []);
            }

            if (part.First is not null)
            {
                segment.Take(part);
            }

            segment.End(new StreamHead(head.Stream, head.Version, head.Root), []);
            if (segment.Fault is { } fault)
            {
                throw new InvalidInputException($"{request.File}: {fault.Stream} version {fault.Version}: {fault.Reason}.");
            }
        }

        var held = file.Artifacts;
        foreach (var artifact in held)
        {
            await file.ArtifactAsync(artifact);
        }

        return referred.Values.FirstOrDefault(r => !removed.Contains(r.Hash) && !held.Contains(r.Hash)) is { Stream: var stream } missing && missing != default
            ? throw new InvalidInputException($"{request.File} lacks the artifact {missing.Hash}, to which {stream} version {missing.Version} refers.")
            : held;
    }

    private async Task<long> TakeStreamAsync(ImportRun request, ExportFile file, HeadEntry head, CancellationToken cancellationToken)
    {
        var here = await store.HeadAsync(head.Stream, cancellationToken);
        var (batch, written) = (new List<RecordedEvent>(Batch), 0L);
        await foreach (var e in file.EventsAsync(head.Stream))
        {
            if (here is { } known && e.Version <= known.Version)
            {
                if (e.Version == Math.Min(known.Version, head.Version) && e.ChainHash != await ChainAtAsync(head.Stream, e.Version, cancellationToken))
                {
                    throw new InvalidInputException($"The lab holds another {head.Stream} than {request.File}: they differ at version {e.Version} or before. Import it into another lab.");
                }

                continue;
            }

            batch.Add(e);
            if (batch.Count == Batch)
            {
                written += await TakeAsync(batch, cancellationToken);
            }
        }

        return written + await TakeAsync(batch, cancellationToken);
    }

    private async Task<int> TakeAsync(List<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return 0;
        }

        try
        {
            await store.ImportAsync([.. batch], cancellationToken);
        }
        catch (WrongExpectedVersionException error)
        {
            throw new InvalidInputException($"Somebody wrote to {batch[0].Stream} at the same time: {error.Message} Repeat the import.", error);
        }

        var count = batch.Count;
        batch.Clear();
        return count;
    }

    private async Task<Sha256?> ChainAtAsync(StreamId stream, long version, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, version, 1, cancellationToken))
        {
            return e.ChainHash;
        }

        return null;
    }
}
