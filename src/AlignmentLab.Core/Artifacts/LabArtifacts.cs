using System.Collections.Concurrent;
using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Artifacts;

internal interface IArtifactStore : IArtifactReader, IArtifactWriter;

/// <summary>The lab's artifacts, over its blob store.</summary>
internal sealed class LabArtifacts(IBlobStore blobs) : IArtifactStore
{
    private const long CacheBytes = 64L << 20;

    // Rounds of imitation read the same labels again and again; what was read or written last is kept.
    private readonly ConcurrentQueue<Sha256> _order = new();
    private readonly ConcurrentDictionary<Sha256, ReadOnlyMemory<byte>> _cache = new();
    private long _cached;

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Artifact artifact, CancellationToken cancellationToken = default)
    {
        if (_cache.TryGetValue(artifact.Hash, out var cached))
        {
            return cached;
        }

        var content = await blobs.GetAsync(artifact.Hash, cancellationToken) ?? throw new EnvironmentFailureException(
            $"The lab does not hold the artifact {artifact.Hash}: its blob is missing. Restore the lab's blobs folder from a backup.");
        Keep(artifact.Hash, content);
        return content;
    }

    public async ValueTask<Artifact> WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var hash = await blobs.PutAsync(content, cancellationToken);
        Keep(hash, content);
        return new Artifact(hash, content.Length);
    }

    private void Keep(Sha256 hash, ReadOnlyMemory<byte> content)
    {
        if (content.Length > CacheBytes / 4 || !_cache.TryAdd(hash, content))
        {
            return;
        }

        _order.Enqueue(hash);
        Interlocked.Add(ref _cached, content.Length);
        while (Interlocked.Read(ref _cached) > CacheBytes && _order.TryDequeue(out var oldest))
        {
            if (_cache.TryRemove(oldest, out var dropped))
            {
                Interlocked.Add(ref _cached, -dropped.Length);
            }
        }
    }
}

/// <summary>Reads the lab's artifacts and only names what is written, for jobs that are repeated to be compared.</summary>
internal sealed class HashedArtifacts(IArtifactReader lab) : IArtifactStore
{
    private readonly ConcurrentDictionary<Sha256, ReadOnlyMemory<byte>> _written = new();

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Artifact artifact, CancellationToken cancellationToken = default) =>
        _written.TryGetValue(artifact.Hash, out var written) ? ValueTask.FromResult(written) : lab.ReadAsync(artifact, cancellationToken);

    public ValueTask<Artifact> WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var artifact = new Artifact(Sha256.Of(content.Span), content.Length);
        _written[artifact.Hash] = content;
        return ValueTask.FromResult(artifact);
    }
}
