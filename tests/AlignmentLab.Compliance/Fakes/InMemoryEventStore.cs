using System.Runtime.CompilerServices;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Compliance.Fakes;

/// <summary>
/// An event store in memory, for tests of what is built on the port. It passes the same suites as the engines and keeps
/// everything until it is collected.
/// </summary>
/// <param name="time">Stamps the events.</param>
public sealed class InMemoryEventStore(TimeProvider time) : IEventStore
{
    private readonly Lock _gate = new();
    private readonly List<RecordedEvent> _log = [];
    private readonly Dictionary<StreamId, List<RecordedEvent>> _streams = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <inheritdoc />
    public ValueTask<AppendResult> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(Append(stream, expected, events));
        }
        catch (Exception refusal)
        {
            return ValueTask.FromException<AppendResult>(refusal);
        }
    }

    /// <inheritdoc />
    public ValueTask<AppendResult> ImportAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken = default)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(Import(events));
        }
        catch (Exception refusal)
        {
            return ValueTask.FromException<AppendResult>(refusal);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var events = Snapshot(() => _streams.GetValueOrDefault(stream) ?? []);
        var wanted = direction == ReadDirection.Forwards
            ? events.Where(e => e.Version >= from)
            : events.Where(e => e.Version <= from).Reverse();
        foreach (var e in Take(wanted, maxCount))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return e;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var events = Snapshot(() => _log).Where(filter.Matches);
        var wanted = direction == ReadDirection.Forwards
            ? events.Where(e => e.Position >= from)
            : events.Where(e => e.Position <= from).Reverse();
        foreach (var e in Take(wanted, maxCount))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return e;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<StreamHead?> HeadAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return new(_streams.TryGetValue(stream, out var events) ? HeadOf(events) : null);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StreamHead> HeadsAsync(string? category = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StreamHead[] heads;
        lock (_gate)
        {
            heads = [.. _streams.Values.OrderBy(s => s[0].Position).Select(HeadOf)];
        }

        foreach (var head in heads.Where(h => category is null || h.Stream.Category == category))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return head;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> SubscribeAllAsync(long afterPosition, EventFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return FollowAsync(e => e.Position > afterPosition && filter.Matches(e), cancellationToken);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> SubscribeStreamAsync(StreamId stream, long afterVersion, CancellationToken cancellationToken) =>
        FollowAsync(e => e.Stream == stream && e.Version > afterVersion, cancellationToken);

    private async IAsyncEnumerable<RecordedEvent> FollowAsync(Func<RecordedEvent, bool> wants, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = 0;
        while (true)
        {
            RecordedEvent[] fresh;
            Task changed;
            lock (_gate)
            {
                fresh = [.. _log.Skip(seen)];
                changed = _changed.Task;
            }

            seen += fresh.Length;
            foreach (var e in fresh.Where(wants))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private AppendResult Append(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        TaskCompletionSource changed;
        AppendResult result;
        lock (_gate)
        {
            var held = _streams.GetValueOrDefault(stream) ?? [];
            if (FindRepeated(held, events) is { } earlier)
            {
                return earlier;
            }

            if (expected != ExpectedVersion.Any && expected.Value != held.Count - 1)
            {
                throw new WrongExpectedVersionException(stream, expected, held.Count - 1);
            }

            var ids = held.Select(e => e.Id).ToHashSet();
            if (!events.All(e => ids.Add(e.Id)))
            {
                throw new ArgumentException($"An event id of this append comes twice, or is in stream {stream} already.", nameof(events));
            }

            result = Write(stream, held, events);
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
        return result;
    }

    private AppendResult Import(IReadOnlyList<RecordedEvent> events)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        TaskCompletionSource changed;
        AppendResult result;
        lock (_gate)
        {
            var stream = events[0].Stream;
            var held = _streams.GetValueOrDefault(stream) ?? [];
            if (FindRepeated(held, [.. events.Select(e => new NewEvent(e.Id, e.Type, e.Data))]) is { } earlier)
            {
                return earlier.Root == events[^1].ChainHash ? earlier : throw new ArgumentException($"Stream {stream} holds events of these ids with other content.", nameof(events));
            }

            if (events[0].Version != held.Count)
            {
                throw new WrongExpectedVersionException(stream, ExpectedVersion.Exactly(events[0].Version - 1), held.Count - 1);
            }

            EventChain.CheckContinues(held.Count > 0 ? held[^1].ChainHash : EventChain.Genesis, held.Count, events);
            foreach (var e in events)
            {
                var taken = e with { Position = _log.Count + 1, Data = e.Data.ToArray() };
                held.Add(taken);
                _log.Add(taken);
            }

            _streams[stream] = held;
            result = new AppendResult(events[0].Version, held.Count - 1, _log.Count, held[^1].ChainHash, AlreadyAppended: false);
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
        return result;
    }

    private AppendResult Write(StreamId stream, List<RecordedEvent> held, IReadOnlyList<NewEvent> events)
    {
        var now = EventChain.FromUnixMicroseconds(EventChain.UnixMicroseconds(time.GetUtcNow()));
        var recordedAt = _log.Count > 0 && _log[^1].RecordedAt > now ? _log[^1].RecordedAt : now;
        var first = held.Count;
        foreach (var e in events)
        {
            var previous = held.Count > 0 ? held[^1].ChainHash : EventChain.Genesis;
            var content = EventChain.ContentHash(e.Type, e.Call, e.Data.Span);
            var chain = EventChain.Link(previous, content, stream, held.Count, e.Id, recordedAt, e.Author, e.Causation);
            var recorded = new RecordedEvent(
                stream, held.Count, _log.Count + 1, e.Id, e.Type, e.Call, e.Data.ToArray(), recordedAt, e.Author, e.Causation, content, chain);
            held.Add(recorded);
            _log.Add(recorded);
        }

        _streams[stream] = held;
        return new AppendResult(first, held.Count - 1, _log.Count, held[^1].ChainHash, AlreadyAppended: false);
    }

    private static AppendResult? FindRepeated(List<RecordedEvent> held, IReadOnlyList<NewEvent> events)
    {
        var first = held.FindIndex(e => e.Id == events[0].Id);
        if (first < 0 || !held.Skip(first).Take(events.Count).Select(e => e.Id).SequenceEqual(events.Select(e => e.Id)))
        {
            return null;
        }

        var last = held[first + events.Count - 1];
        return new AppendResult(first, last.Version, last.Position, last.ChainHash, AlreadyAppended: true);
    }

    private RecordedEvent[] Snapshot(Func<List<RecordedEvent>> events)
    {
        lock (_gate)
        {
            return [.. events()];
        }
    }

    private static IEnumerable<RecordedEvent> Take(IEnumerable<RecordedEvent> events, long maxCount) =>
        events.Take((int)Math.Clamp(maxCount, 0, int.MaxValue));

    private static StreamHead HeadOf(List<RecordedEvent> events) => new(events[0].Stream, events[^1].Version, events[^1].ChainHash);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
