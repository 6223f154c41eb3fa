using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>Computes hash chains again from the events' own fields.</summary>
internal sealed class ChainVerifier(IEventReader store)
{
    /// <summary>Checks one stream from its first event to its head.</summary>
    public async Task<VerifyReport> VerifyStreamAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var check = new StreamCheck(stream);
        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            check.Take(e);
        }

        check.End(await store.HeadAsync(stream, cancellationToken));
        return new VerifyReport(1, check.Events, check.Fault is { } fault ? [fault] : []);
    }

    /// <summary>Checks every stream in one pass over the log.</summary>
    public async Task<VerifyReport> VerifyAllAsync(CancellationToken cancellationToken)
    {
        var checks = new Dictionary<StreamId, StreamCheck>();
        await foreach (var e in store.ReadAllAsync(ReadDirection.Forwards, 0, EventFilter.All, cancellationToken: cancellationToken))
        {
            if (!checks.TryGetValue(e.Stream, out var check))
            {
                checks.Add(e.Stream, check = new StreamCheck(e.Stream));
            }

            check.Take(e);
        }

        await foreach (var head in store.HeadsAsync(null, cancellationToken))
        {
            if (!checks.TryGetValue(head.Stream, out var check))
            {
                checks.Add(head.Stream, check = new StreamCheck(head.Stream));
            }

            check.End(head);
        }

        return new VerifyReport(checks.Count, checks.Values.Sum(c => c.Events), [.. checks.Values.Select(c => c.Fault).OfType<BrokenEvent>()]);
    }

    private sealed class StreamCheck(StreamId stream)
    {
        private Sha256 _chain = EventChain.Genesis;
        private long _next;

        public long Events { get; private set; }

        public BrokenEvent? Fault { get; private set; }

        public void Take(RecordedEvent e)
        {
            Events++;
            if (Fault is not null)
            {
                return;
            }

            var (content, chain) = EventChain.Recompute(e, _chain);
            if (e.Version != _next)
            {
                Fault = new BrokenEvent(stream, _next, $"version {_next} is missing; {e.Version} follows");
            }
            else if (content != e.ContentHash)
            {
                Fault = new BrokenEvent(stream, e.Version, "type, call id or data are not what was hashed");
            }
            else if (chain != e.ChainHash)
            {
                Fault = new BrokenEvent(stream, e.Version, "its metadata, or the event before it, are not what was chained");
            }

            _chain = e.ChainHash;
            _next = e.Version + 1;
        }

        public void End(StreamHead? head)
        {
            if (Fault is null && head is { } end && (end.Version != _next - 1 || end.Root != _chain))
            {
                Fault = new BrokenEvent(stream, _next - 1, $"the stream ends at version {_next - 1}, its head says {end.Version}: events are missing or replaced");
            }
        }
    }
}
