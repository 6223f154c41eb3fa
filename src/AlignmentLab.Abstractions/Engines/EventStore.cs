using AlignmentLab.Events;

namespace AlignmentLab.Engines;

/// <summary>Which way a read goes.</summary>
public enum ReadDirection
{
    Forwards,
    Backwards,
}

/// <summary>
/// Which events of the whole log a read or a subscription wants. Empty sets mean all. A store filters as close to the
/// data as it can.
/// </summary>
/// <param name="Categories">Stream categories (<see cref="StreamId.Category"/>).</param>
/// <param name="Types">Event types.</param>
public sealed record EventFilter(IReadOnlySet<string> Categories, IReadOnlySet<string> Types)
{
    /// <summary>Every event.</summary>
    public static EventFilter All { get; } = new(new HashSet<string>(), new HashSet<string>());

    public static EventFilter ForCategories(params string[] categories) =>
        new(categories.ToHashSet(StringComparer.Ordinal), new HashSet<string>());

    public static EventFilter ForTypes(params string[] types) =>
        new(new HashSet<string>(), types.ToHashSet(StringComparer.Ordinal));

    public bool Matches(RecordedEvent e) =>
        (Categories.Count == 0 || Categories.Contains(e.Stream.Category)) && (Types.Count == 0 || Types.Contains(e.Type));
}

/// <summary>Reads streams and the whole log. Reads are windowed: memory does not grow with what is read.</summary>
public interface IEventReader
{
    /// <summary>
    /// The events of a stream in version order from <paramref name="from"/> on, inclusive (backwards: from it down;
    /// <see cref="long.MaxValue"/> means from the end). A stream that does not exist reads as empty.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>
    /// The events of the whole log in position order, from <paramref name="from"/> on, inclusive (backwards: from it down;
    /// <see cref="long.MaxValue"/> means from the end).
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>The head of a stream, or null when it does not exist.</summary>
    ValueTask<StreamHead?> HeadAsync(StreamId stream, CancellationToken cancellationToken = default);

    /// <summary>The heads of all streams of a category, or of every stream, in order of their first event.</summary>
    IAsyncEnumerable<StreamHead> HeadsAsync(string? category = null, CancellationToken cancellationToken = default);
}

/// <summary>Appends to streams.</summary>
public interface IEventWriter
{
    /// <summary>
    /// Appends a batch to one stream, whole or not at all, and returns once it is durable. An append whose event ids the
    /// stream holds already, one after the other, is answered with what was appended then, whatever version it expects,
    /// and appends nothing.
    /// </summary>
    /// <exception cref="WrongExpectedVersionException">The stream's head was another; nothing was appended.</exception>
    /// <exception cref="ArgumentException">
    /// The batch is empty or holds an id twice, or the expected version was right but a part of the ids is in the stream
    /// already; nothing was appended.
    /// </exception>
    ValueTask<AppendResult> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);
}

/// <summary>Takes over streams of another store.</summary>
public interface IEventImporter
{
    /// <summary>
    /// Appends events of one stream as another store recorded them, with their times, versions and hashes, whole or not at
    /// all, and returns once they are durable. They get positions of this store. Events that the stream holds already, all
    /// of them and unchanged, are answered with what was appended then.
    /// </summary>
    /// <param name="events">One stream's, in order, the first following the stream's head here; one at least.</param>
    /// <exception cref="WrongExpectedVersionException">The first is not the one that follows the stream's head.</exception>
    /// <exception cref="ArgumentException">Their hashes do not follow from their fields and the stream's root; nothing was appended.</exception>
    ValueTask<AppendResult> ImportAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken = default);
}

/// <summary>Follows the log: first what it holds, then what is appended, by this or any other process.</summary>
public interface IEventSubscriber
{
    /// <summary>Every event after a position (0: from the start), each once and in order, until cancelled.</summary>
    IAsyncEnumerable<RecordedEvent> SubscribeAllAsync(
        long afterPosition, EventFilter filter, CancellationToken cancellationToken);

    /// <summary>Every event of a stream after a version (-1: from the start), each once and in order, until cancelled.</summary>
    IAsyncEnumerable<RecordedEvent> SubscribeStreamAsync(
        StreamId stream, long afterVersion, CancellationToken cancellationToken);
}

/// <summary>
/// The event store port. Appends carry an expected version; every event is linked into its stream's hash chain by
/// <see cref="EventChain"/>; nothing rewrites an event.
/// </summary>
public interface IEventStore : IEventReader, IEventWriter, IEventImporter, IEventSubscriber;
