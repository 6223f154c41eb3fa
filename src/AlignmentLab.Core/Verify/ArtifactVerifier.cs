using System.Collections.Concurrent;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>Reads artifacts and hashes them again, one a core.</summary>
internal sealed class ArtifactVerifier(IBlobStore blobs)
{
    /// <param name="removed">Artifacts that may be missing, since their removal is on the log.</param>
    /// <returns>How many of the removed are missing, and what is wrong with the others.</returns>
    public async Task<(int Removed, IReadOnlyList<BrokenEvent> Broken)> VerifyAsync(
        IReadOnlyCollection<ReferredArtifact> artifacts, IReadOnlySet<Sha256> removed, CancellationToken cancellationToken)
    {
        var gone = 0;
        var broken = new ConcurrentBag<BrokenEvent>();
        await Parallel.ForEachAsync(artifacts, cancellationToken, async (artifact, token) =>
        {
            if (removed.Contains(artifact.Hash) && !await blobs.ContainsAsync(artifact.Hash, token))
            {
                Interlocked.Increment(ref gone);
            }
            else if (await FaultAsync(artifact, token) is { } reason)
            {
                broken.Add(new BrokenEvent(artifact.Stream, artifact.Version, reason));
            }
        });
        return (gone, [.. broken.OrderBy(b => b.Stream!.Value.Value, StringComparer.Ordinal).ThenBy(b => b.Version)]);
    }

    private async Task<string?> FaultAsync(ReferredArtifact artifact, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.GetAsync(artifact.Hash, cancellationToken) is not { } content ? $"its artifact {artifact.Hash} is missing"
                : content.Length != artifact.Length ? $"its artifact {artifact.Hash} has {content.Length} bytes, the event says {artifact.Length}"
                : null;
        }
        catch (EnvironmentFailureException error)
        {
            return $"its artifact {artifact.Hash} is not what was stored: {error.Message}";
        }
    }
}
