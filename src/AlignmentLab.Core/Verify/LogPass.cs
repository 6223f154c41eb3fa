using AlignmentLab.Algorithms;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>Reads parts of a log side by side, one a core, and hands them over in order.</summary>
internal sealed class LogPass(Func<StreamId, IReadOnlyList<EnteredHead>> enteredOf, EventUpcasters upcasters)
{
    private static readonly string Removal = StoredEventAttribute.NameOf(typeof(ArtifactRemoved));

    private readonly Dictionary<Sha256, ReferredArtifact> _artifacts = [];
    private readonly HashSet<Sha256> _removed = [];
    private readonly List<BrokenEvent> _unreadable = [];
    private long _events;

    /// <param name="count">How many parts there are.</param>
    /// <param name="read">The events of a part.</param>
    /// <param name="take">Takes the streams of one part after the other.</param>
    public Task RunAsync(
        long count, Func<long, IAsyncEnumerable<RecordedEvent>> read, Action<List<StreamSegment>> take, CancellationToken cancellationToken) =>
        LogParts.RunAsync(
            count,
            part => CheckAsync(read(part)),
            done =>
            {
                _events += done.Events;
                done.Artifacts.ForEach(a => _artifacts.TryAdd(a.Hash, a));
                _removed.UnionWith(done.Removed);
                if (done.Unreadable is { } reason)
                {
                    _unreadable.Add(reason);
                }

                take([.. done.Streams.Values]);
            },
            cancellationToken);

    public ChainReport Report(int streams, IReadOnlyList<BrokenEvent> broken) => new(streams, _events, [.. _unreadable, .. broken], _artifacts.Values, _removed);

    private async Task<Part> CheckAsync(IAsyncEnumerable<RecordedEvent> events)
    {
        var part = new Part();
        RecordedEvent? last = null;
        try
        {
            await foreach (var e in events)
            {
                if (!part.Streams.TryGetValue(e.Stream, out var segment))
                {
                    part.Streams.Add(e.Stream, segment = SegmentOf(e.Stream));
                }

                segment.Take(e);
                ReferredArtifact.AddAll(e, e.Type == Removal ? part.Removals : part.Artifacts);
                part.Events++;
                last = e;
            }
        }
        catch (Exception error) when (error is EnvironmentFailureException or ArgumentException or FormatException)
        {
            // A row that cannot be read ends its part; the store's own inspection names the row.
            part.Unreadable = new BrokenEvent(last?.Stream, last?.Version, $"the events after this one cannot be read: {error.Message}");
        }

        foreach (var segment in part.Streams.Values)
        {
            segment.Close();
        }

        return part;
    }

    private StreamSegment SegmentOf(StreamId stream) =>
        new(stream, enteredOf(stream), stream.Category == RunId.Category ? new RunFold.Part(upcasters) : null);

    private sealed class Part
    {
        public Dictionary<StreamId, StreamSegment> Streams { get; } = [];

        public List<ReferredArtifact> Artifacts { get; } = [];

        /// <summary>Artifacts whose removal is on the log.</summary>
        public List<ReferredArtifact> Removals { get; } = [];

        public IEnumerable<Sha256> Removed => Removals.Select(r => r.Hash);

        public long Events { get; set; }

        public BrokenEvent? Unreadable { get; set; }
    }
}
