using System.Collections.Concurrent;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Compliance.Fakes;

/// <summary>A blob store in memory, for tests of what is built on the port.</summary>
public sealed class InMemoryBlobStore : IBlobStore
{
    private readonly ConcurrentDictionary<Sha256, byte[]> _blobs = new();

    /// <inheritdoc />
    public ValueTask<Sha256> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hash = Sha256.Of(content.Span);
        _blobs.TryAdd(hash, content.ToArray());
        return new(hash);
    }

    /// <inheritdoc />
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Sha256 hash, CancellationToken cancellationToken = default) =>
        new(_blobs.TryGetValue(hash, out var content) ? (ReadOnlyMemory<byte>?)content.ToArray() : null);

    /// <inheritdoc />
    public ValueTask<bool> ContainsAsync(Sha256 hash, CancellationToken cancellationToken = default) => new(_blobs.ContainsKey(hash));

    /// <inheritdoc />
    public ValueTask<bool> DestroyAsync(Sha256 hash, CancellationToken cancellationToken = default) => new(_blobs.TryRemove(hash, out _));
}
