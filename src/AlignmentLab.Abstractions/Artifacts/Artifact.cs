using AlignmentLab.Events;

namespace AlignmentLab.Artifacts;

/// <summary>Bytes that an event refers to: named by their SHA-256 and held in the blob store.</summary>
/// <param name="Hash">SHA-256 of the bytes.</param>
/// <param name="Length">Size in bytes.</param>
public sealed record Artifact(Sha256 Hash, long Length);

/// <summary>Reads artifacts. Since an artifact never changes, reading one is pure.</summary>
public interface IArtifactReader
{
    /// <summary>The bytes, checked against the hash.</summary>
    /// <exception cref="Errors.EnvironmentFailureException">The lab does not hold the artifact, or holds other bytes under its name.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(Artifact artifact, CancellationToken cancellationToken = default);
}

/// <summary>Stores artifacts, durably before it returns.</summary>
public interface IArtifactWriter
{
    ValueTask<Artifact> WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);
}
