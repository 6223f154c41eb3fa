using AlignmentLab.Events;

namespace AlignmentLab.Engines;

/// <summary>Holds artifacts too large for an event, named by the SHA-256 of their bytes. A blob never changes.</summary>
public interface IBlobStore
{
    /// <summary>Stores the bytes and returns once they are durable. Storing the same bytes again is cheap and changes nothing.</summary>
    ValueTask<Sha256> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>The bytes, checked against their name, or null when the store does not hold them.</summary>
    /// <exception cref="Errors.EnvironmentFailureException">The stored bytes do not hash to their name.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(Sha256 hash, CancellationToken cancellationToken = default);

    ValueTask<bool> ContainsAsync(Sha256 hash, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the bytes unreadable for ever, in copies of the store's files too as far as the store can. False: it held none.
    /// Storing the same bytes again holds them again.
    /// </summary>
    ValueTask<bool> DestroyAsync(Sha256 hash, CancellationToken cancellationToken = default);
}
