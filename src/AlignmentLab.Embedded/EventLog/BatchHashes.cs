using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// The hashes of a batch, computed by two threads at once: one (the caller, or the thread pool when the caller itself
/// writes) runs ahead, while the writer puts in the rows that are hashed already. Neither waits for the other: what the other has not reached yet, the writer computes itself. A
/// value that both compute comes out the same, so that it does not matter whose is kept.
/// </summary>
internal sealed class BatchHashes(StreamId stream, NewEvent[] events) : IThreadPoolWorkItem
{
    private readonly Sha256[] _contents = new Sha256[events.Length];
    private Attempt? _attempt;

    // How many leading entries of the array hold their value.
    private int _contentCount;

    /// <summary>Content hashes first, then chain hashes if the writer has found the stream's end by now.</summary>
    public void ComputeAhead()
    {
        for (var i = 0; i < events.Length; i = Math.Max(i + 1, Volatile.Read(ref _contentCount)))
        {
            Content(i);
        }

        if (Volatile.Read(ref _attempt) is { } attempt)
        {
            for (var i = attempt.Count; i < events.Length; i = Math.Max(i + 1, attempt.Count))
            {
                Link(attempt, i);
            }
        }
    }

    void IThreadPoolWorkItem.Execute() => ComputeAhead();

    /// <summary>Sets where the batch goes. A second call starts the chain hashes anew: the first attempt to write was rolled back.</summary>
    public void Begin(in Sha256 root, long firstVersion, DateTimeOffset recordedAt) =>
        Volatile.Write(ref _attempt, new Attempt(root, firstVersion, recordedAt, events.Length));

    /// <summary>The hashes of the event at an index. To be asked for in order.</summary>
    public (Sha256 Content, Sha256 Chain) Of(int index) => (Content(index), Link(_attempt!, index));

    private Sha256 Content(int index)
    {
        if (Volatile.Read(ref _contentCount) <= index)
        {
            var e = events[index];
            _contents[index] = EventChain.ContentHash(e.Type, e.Call, e.Data.Span);
            Volatile.Write(ref _contentCount, index + 1);
        }

        return _contents[index];
    }

    private Sha256 Link(Attempt attempt, int index)
    {
        if (attempt.Count <= index)
        {
            var e = events[index];
            var previous = index == 0 ? attempt.Root : attempt.Links[index - 1];
            attempt.Links[index] = EventChain.Link(
                previous, _contents[index], stream, attempt.FirstVersion + index, e.Id, attempt.RecordedAt, e.Author, e.Causation);
            attempt.Count = index + 1;
        }

        return attempt.Links[index];
    }

    /// <summary>One attempt to write the batch. A thread still busy with an earlier one does no harm to the next.</summary>
    private sealed class Attempt(in Sha256 root, long firstVersion, DateTimeOffset recordedAt, int events)
    {
        private int _count;

        public Sha256 Root { get; } = root;

        public long FirstVersion { get; } = firstVersion;

        public DateTimeOffset RecordedAt { get; } = recordedAt;

        public Sha256[] Links { get; } = new Sha256[events];

        /// <summary>How many leading entries of <see cref="Links"/> hold their value.</summary>
        public int Count
        {
            get => Volatile.Read(ref _count);
            set => Volatile.Write(ref _count, value);
        }
    }
}
