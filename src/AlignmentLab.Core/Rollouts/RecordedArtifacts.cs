using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Retention;
using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Rollouts;

/// <summary>
/// Reads artifacts from the blob store itself: what was removed, by whatever process, must not be shown out of a cache.
/// </summary>
internal sealed class RecordedArtifacts(IEventReader store, IBlobStore blobs)
{
    /// <summary>The bytes; or, of what was removed, the account of it for people.</summary>
    /// <param name="what">What it is, at the beginning of a sentence.</param>
    /// <exception cref="EnvironmentFailureException">The lab does not hold it, and has no account of its removal.</exception>
    public async Task<(ReadOnlyMemory<byte>? Content, string? Removal)> ReadAsync(RunId run, Artifact artifact, string what, CancellationToken cancellationToken)
    {
        if (await blobs.GetAsync(artifact.Hash, cancellationToken) is { } content)
        {
            return (content, null);
        }

        return await RemovedArtifact.AccountAsync(store, run, artifact.Hash, cancellationToken) is { } account
            ? (null, $"{what} was removed {account}. What the log says of it stays: `alab events {run}`.")
            : throw new EnvironmentFailureException($"{what} is missing: the lab does not hold the artifact {artifact.Hash}. Restore the lab's blobs folder from a backup.");
    }
}
