using System.IO.Compression;
using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Exports;

internal sealed class ExportRunHandler(IEventStore store, IBlobStore blobs, TransparencyLog transparency, ILogAuthority authority, IMediator mediator, TimeProvider time)
    : IRequestHandler<ExportRun, ExportedRun>
{
    private static readonly string Removal = StoredEventAttribute.NameOf(typeof(ArtifactRemoved));

    public async Task<ExportedRun> Handle(ExportRun request, CancellationToken cancellationToken)
    {
        // The heads that are proved are the ends of what is exported: events that come in meanwhile stay out.
        await transparency.CheckpointAsync(cancellationToken);
        var heads = new List<HeadProof>();
        foreach (var stream in await StreamsAsync(request.Run, cancellationToken))
        {
            heads.Add(await mediator.Send(new ProveHead(stream), cancellationToken));
        }

        await using var archive = new ZipArchive(request.Output, ZipArchiveMode.Create, leaveOpen: true);
        var manifest = new ExportManifest(ExportManifest.CurrentFormat, request.Run, time.GetUtcNow(), authority.PublicKey!.Value.ToArray(), heads);
        await WriteAsync(archive, ExportManifest.Entry, EventJson.Serialize(manifest), cancellationToken);
        var referred = new Dictionary<Sha256, ReferredArtifact>();
        var removed = new HashSet<Sha256>();
        var events = 0L;
        foreach (var head in heads)
        {
            events += await WriteStreamAsync(archive, head.Head, referred, removed, cancellationToken);
        }

        var gone = 0;
        foreach (var artifact in referred.Values)
        {
            if (await blobs.GetAsync(artifact.Hash, cancellationToken) is { } content)
            {
                await WriteAsync(archive, $"blobs/{artifact.Hash}", content, cancellationToken);
            }
            else if (removed.Contains(artifact.Hash))
            {
                gone++;
            }
            else
            {
                throw new EnvironmentFailureException($"{artifact.Stream} version {artifact.Version} refers to the artifact {artifact.Hash}, which the lab does not hold; `alab verify` tells what else is missing.");
            }
        }

        if (request.Author is { } author)
        {
            await store.AppendOperationAsync(request.Run, new RunExported(events, referred.Count - gone), time, author: author, cancellationToken: cancellationToken);
        }

        return new ExportedRun(request.Run, heads.Count, events, referred.Count - gone, gone);
    }

    private async Task<List<StreamId>> StreamsAsync(RunId run, CancellationToken cancellationToken)
    {
        var streams = new List<StreamId> { run.Stream };
        if (await store.HeadAsync(run.OperationsStream, cancellationToken) is not null)
        {
            streams.Add(run.OperationsStream);
        }

        streams.AddRange((await mediator.Send(new ListIncidents(run), cancellationToken)).Select(i => i.Id.Stream));
        return streams;
    }

    private async Task<long> WriteStreamAsync(
        ZipArchive archive, HeadEntry head, Dictionary<Sha256, ReferredArtifact> referred, HashSet<Sha256> removed, CancellationToken cancellationToken)
    {
        await using var entry = await archive.CreateEntry($"events/{head.Stream}.jsonl").OpenAsync(cancellationToken);
        await foreach (var e in store.ReadStreamAsync(head.Stream, ReadDirection.Forwards, 0, head.Version + 1, cancellationToken))
        {
            foreach (var reference in ReferredArtifact.In(e))
            {
                referred.TryAdd(reference.Hash, reference);
                if (e.Type == Removal)
                {
                    removed.Add(reference.Hash);
                }
            }

            await entry.WriteAsync(EventJson.Serialize(ExportedEvent.Of(e)), cancellationToken);
            await entry.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }

        return head.Version + 1;
    }

    private static async Task WriteAsync(ZipArchive archive, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var entry = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        await entry.WriteAsync(content, cancellationToken);
    }
}
