namespace AlignmentLab.Engines;

/// <summary>
/// Signs for the lab, and keeps the last signed checkpoint beside the event store, so that a store whose end was cut off
/// is found out. The key is ECDSA on P-256 with SHA-256.
/// </summary>
public interface ILogAuthority
{
    /// <summary>The public key as a DER SubjectPublicKeyInfo, or null when the lab has never signed.</summary>
    /// <exception cref="Errors.EnvironmentFailureException">The key is there and cannot be read.</exception>
    ReadOnlyMemory<byte>? PublicKey { get; }

    /// <summary>The public key, made with its private one where the lab has none.</summary>
    /// <exception cref="Errors.EnvironmentFailureException">There is no key and none can be made here, or it cannot be read.</exception>
    ReadOnlyMemory<byte> CreateKey();

    /// <summary>The signature of the bytes, as a DER sequence of r and s (RFC 3279).</summary>
    /// <exception cref="Errors.EnvironmentFailureException">There is no key, or it cannot be read.</exception>
    ReadOnlyMemory<byte> Sign(ReadOnlySpan<byte> data);

    /// <summary>Keeps a signed checkpoint outside the event store, in place of the one before.</summary>
    ValueTask PublishAsync(string note, CancellationToken cancellationToken = default);

    /// <summary>The checkpoint last published, or null.</summary>
    ValueTask<string?> PublishedAsync(CancellationToken cancellationToken = default);
}
