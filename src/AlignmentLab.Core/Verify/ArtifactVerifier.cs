using System.Collections.Concurrent;
using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Verify;

/// <summary>Reads artifacts and hashes them again, one a core.</summary>
internal sealed class ArtifactVerifier(IBlobStore blobs)
{
    public async Task<IReadOnlyList<BrokenEvent>> VerifyAsync(IReadOnlyCollection<ReferredArtifact> artifacts, CancellationToken cancellationToken)
    {
        var broken = new ConcurrentBag<BrokenEvent>();
        await Parallel.ForEachAsync(artifacts, cancellationToken, async (artifact, token) =>
        {
            if (await FaultAsync(artifact, token) is { } reason)
            {
                broken.Add(new BrokenEvent(artifact.Stream, artifact.Version, reason));
            }
        });
        return [.. broken.OrderBy(b => b.Stream!.Value.Value, StringComparer.Ordinal).ThenBy(b => b.Version)];
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
