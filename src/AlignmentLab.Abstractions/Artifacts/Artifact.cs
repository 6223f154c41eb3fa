using AlignmentLab.Events;

namespace AlignmentLab.Artifacts;

/// <summary>
/// Bytes that an event refers to: named by their SHA-256, held in the blob store or, when short, in the event itself.
/// </summary>
/// <param name="Hash">SHA-256 of the bytes, 64 hexadecimal digits.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="Inline">The bytes themselves (base64 in JSON) when they travel inside the event.</param>
public sealed record Artifact(Sha256 Hash, long Length, byte[]? Inline = null)
{
    /// <summary>Two artifacts are the same when their bytes are, wherever these are held.</summary>
    public bool Equals(Artifact? other) => other is not null && Hash == other.Hash && Length == other.Length;

    public override int GetHashCode() => Hash.GetHashCode();
}

/// <summary>Reads artifacts. Since an artifact never changes, reading one is pure.</summary>
public interface IArtifactReader
{
    /// <summary>The bytes, checked against the hash.</summary>
    /// <exception cref="Errors.EnvironmentFailureException">The lab does not hold the artifact, or holds other bytes under its name.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(Artifact artifact, CancellationToken cancellationToken = default);
}

/// <summary>Stores artifacts: short ones inline, long ones in the blob store.</summary>
public interface IArtifactWriter
{
    ValueTask<Artifact> WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);
}
