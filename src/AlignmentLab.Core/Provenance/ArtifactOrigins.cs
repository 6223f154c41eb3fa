using System.Text.Json;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Provenance;

/// <summary>
/// Which call of a run made which artifact, out of which others: found from the references in requests and results alone, so
/// that it holds for every effect of every plugin.
/// </summary>
internal sealed class ArtifactOrigins
{
    private readonly Dictionary<CallId, RecordedEvent> _requests = [];
    private readonly Dictionary<Sha256, Origin> _made = [];
    private readonly Dictionary<Sha256, long> _lengths = [];

    /// <summary>Position of the stream's first event.</summary>
    public long FirstPosition { get; private set; }

    /// <summary>Every artifact that a call made, in the order of the log.</summary>
    public IEnumerable<(Sha256 Artifact, Origin Origin)> Made => _made.Select(m => (m.Key, m.Value)).OrderBy(m => m.Value.Result.Version);

    public static async Task<ArtifactOrigins> OfAsync(IEventReader store, StreamId run, CancellationToken cancellationToken)
    {
        var origins = new ArtifactOrigins();
        await foreach (var e in store.ReadStreamAsync(run, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            origins.FirstPosition = e.Version == 0 ? e.Position : origins.FirstPosition;
            if (e.Call is { } call && !origins._requests.TryAdd(call, e))
            {
                var request = origins._requests[call];
                foreach (var reference in ReferredArtifact.In(e))
                {
                    origins._made.TryAdd(reference.Hash, new Origin(call, request, e));
                    origins._lengths.TryAdd(reference.Hash, reference.Length);
                }
            }
        }

        return origins;
    }

    /// <summary>The call that made an artifact, or null when none of this run did.</summary>
    public Origin? Find(Sha256 artifact) => _made.GetValueOrDefault(artifact);

    /// <summary>Size in bytes of an artifact that a call made.</summary>
    public long LengthOf(Sha256 artifact) => _lengths[artifact];

    /// <summary>The calls that an artifact rests on, its own first, each once, the latest first.</summary>
    public IReadOnlyList<Origin> Ancestry(Sha256 artifact)
    {
        var found = new Dictionary<CallId, Origin>();
        var open = new Stack<Sha256>([artifact]);
        while (open.TryPop(out var next))
        {
            if (Find(next) is { } origin && found.TryAdd(origin.Call, origin))
            {
                ReferredArtifact.In(origin.Request).ForEach(r => open.Push(r.Hash));
            }
        }

        return [.. found.Values.OrderByDescending(o => o.Result.Version)];
    }
}

/// <summary>A call, by its two events.</summary>
internal sealed record Origin(CallId Call, RecordedEvent Request, RecordedEvent Result)
{
    /// <summary>The selection of labels that the request names, as its hash; null where it names none.</summary>
    public Sha256? DatasetHash()
    {
        using var request = JsonDocument.Parse(Request.Data);
        return request.RootElement.TryGetProperty("dataset", out var dataset) ? Sha256.Of(System.Text.Encoding.UTF8.GetBytes(dataset.GetRawText())) : null;
    }
}
