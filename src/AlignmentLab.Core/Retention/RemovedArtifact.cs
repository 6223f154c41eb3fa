using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Retention;

/// <summary>What was removed of a run, from the account on its operations stream.</summary>
internal static class RemovedArtifact
{
    private static readonly string Removal = StoredEventAttribute.NameOf(typeof(ArtifactRemoved));

    public static async Task<HashSet<Sha256>> OfAsync(IEventReader store, RunId run, CancellationToken cancellationToken)
    {
        var removed = new HashSet<Sha256>();
        await foreach (var e in store.ReadStreamAsync(run.OperationsStream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (e.Type == Removal)
            {
                removed.Add(EventJson.Deserialize<ArtifactRemoved>(e.Data.Span).Artifact.Hash);
            }
        }

        return removed;
    }

    /// <summary>Who removed an artifact, when and why, as the end of a sentence; null where nobody did.</summary>
    public static async Task<string?> AccountAsync(IEventReader store, RunId run, Sha256 artifact, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(run.OperationsStream, ReadDirection.Backwards, long.MaxValue, cancellationToken: cancellationToken))
        {
            if (e.Type == Removal && EventJson.Deserialize<ArtifactRemoved>(e.Data.Span) is var removed && removed.Artifact.Hash == artifact)
            {
                return string.Create(CultureInfo.InvariantCulture, $"by {e.Author} on {e.RecordedAt.UtcDateTime:yyyy-MM-dd} ({removed.Reason})");
            }
        }

        return null;
    }
}
