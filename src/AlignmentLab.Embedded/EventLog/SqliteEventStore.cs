using System.Runtime.CompilerServices;
using AlignmentLab.Embedded.EventLog;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded;

/// <summary>
/// The event store in one SQLite file, for one machine and any number of processes. Positions are gapless from 1, since
/// they are given inside the write transaction; appends of this process that wait together share a commit; times never go
/// back along the log, but for those of imported events.
/// </summary>
/// <remarks>The file needs a local disk: SQLite's locks and shared memory do not work across machines.</remarks>
public sealed class SqliteEventStore : IEventStore, IEventStoreInspection, IDisposable
{
    /// <summary>Payload bytes that one event holds at most: 64 MiB. Larger ones belong in the blob store.</summary>
    public const int MaximumDataBytes = 64 * 1024 * 1024;

    private readonly ChangeSignal _changes = new();
    private readonly EventWindows _windows;
    private readonly StreamHeads _heads;
    private readonly LogFile _file;
    private readonly ReaderPool _readers;
    private readonly ForeignWriteWatch _watch;
    private readonly EventWriter? _writer;

    private SqliteEventStore(LogFile file, TimeProvider time)
    {
        _file = file;
        _readers = new ReaderPool(file);
        _windows = new EventWindows(_readers);
        _heads = new StreamHeads(_readers);
        _watch = new ForeignWriteWatch(file, _changes);
        _writer = file.IsReadOnly ? null : new EventWriter(file, time, _changes.Raise);
    }

    /// <summary>Whether appends are refused, because of the options or because the file or its disk cannot be written.</summary>
    public bool IsReadOnly => _writer is null;

    /// <summary>Opens the log at a path, creating it (and its directory) where there is none.</summary>
    /// <param name="path">Path of the file, such as <c>LAB/events.db</c>.</param>
    /// <param name="time">Stamps the events.</param>
    /// <exception cref="EnvironmentFailureException">
    /// The file is no event log, is damaged, is of a newer format, is locked, or cannot be opened.
    /// </exception>
    public static SqliteEventStore Open(string path, SqliteEventStoreOptions options, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return new SqliteEventStore(LogFile.Open(path, options), time);
    }

    /// <inheritdoc />
    public ValueTask<AppendResult> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        }

        return Append(new PendingAppend(stream, expected, [.. events], cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask<AppendResult> ImportAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<AppendResult>(cancellationToken) : Append(PendingAppend.Import(events, cancellationToken));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var step = direction == ReadDirection.Forwards ? 1 : -1;
        from = Math.Max(from, direction == ReadDirection.Forwards ? 0 : -1);
        var window = new List<RecordedEvent>(EventWindows.Size);
        while (maxCount > 0 && from >= 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.Clear();
            _windows.FillFromStream(window, stream, direction, from, maxCount);
            foreach (var e in window)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }

            if (window.Count == 0)
            {
                yield break;
            }

            // A row whose version was altered must not lead the read round in a circle.
            if ((window[^1].Version - from) * step < 0)
            {
                throw new EnvironmentFailureException($"{_file.Path} is damaged: {stream} from version {from} on reads as version {window[^1].Version}. `alab verify` tells more.");
            }

            maxCount -= window.Count;
            from = window[^1].Version + step;
        }

        // SQLite answers on the caller's thread: there is nothing to wait for.
        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var window = new List<RecordedEvent>(EventWindows.Size);
        var end = new WindowEnd(from, IsEndOfLog: false);
        while (maxCount > 0 && !end.IsEndOfLog)
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.Clear();
            end = _windows.FillFromAll(window, direction, end.Next, filter, maxCount);
            foreach (var e in window)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }

            maxCount -= window.Count;
        }

        // SQLite answers on the caller's thread: there is nothing to wait for.
        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<StreamHead?> HeadAsync(StreamId stream, CancellationToken cancellationToken = default) => new(_heads.Find(stream));

    /// <inheritdoc />
    public async IAsyncEnumerable<StreamHead> HeadsAsync(string? category = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var window = new List<StreamHead>();
        long? next = 0;
        while (next is { } after)
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.Clear();
            next = _heads.Fill(window, category, after);
            foreach (var head in window)
            {
                yield return head;
            }
        }

        // SQLite answers on the caller's thread: there is nothing to wait for.
        await Task.CompletedTask;
    }

    /// <inheritdoc />
    /// <exception cref="OperationCanceledException">The subscription was cancelled: its only regular end.</exception>
    public async IAsyncEnumerable<RecordedEvent> SubscribeAllAsync(
        long afterPosition, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var window = new List<RecordedEvent>();
        var end = new WindowEnd(afterPosition + 1, IsEndOfLog: false);
        while (true)
        {
            var change = _changes.Next;
            window.Clear();
            end = _windows.FillFromAll(window, ReadDirection.Forwards, end.Next, filter, long.MaxValue);
            foreach (var e in window)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }

            if (end.IsEndOfLog)
            {
                await _watch.WaitAsync(change, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="OperationCanceledException">The subscription was cancelled: its only regular end.</exception>
    public async IAsyncEnumerable<RecordedEvent> SubscribeStreamAsync(
        StreamId stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var window = new List<RecordedEvent>();
        var next = Math.Max(afterVersion + 1, 0);
        while (true)
        {
            var change = _changes.Next;
            window.Clear();
            _windows.FillFromStream(window, stream, ReadDirection.Forwards, next, long.MaxValue);
            foreach (var e in window)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
                next = e.Version + 1;
            }

            if (window.Count == 0)
            {
                await _watch.WaitAsync(change, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<StorageFault> InspectAsync(CancellationToken cancellationToken = default) =>
        new LogInspection(_readers).Find(cancellationToken).ToAsyncEnumerable();

    /// <summary>Writes the appends that wait, and closes the file. Subscriptions end with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _writer?.Dispose();
        _watch.Dispose();
        _readers.Dispose();
    }

    private ValueTask<AppendResult> Append(PendingAppend append)
    {
        if (_writer is null)
        {
            return ValueTask.FromException<AppendResult>(new EnvironmentFailureException(
                $"{_file.Path} is open for reading alone: the file, its directory or its disk is read-only. Copy the lab to a place that this user may write."));
        }

        foreach (var e in append.Events)
        {
            ArgumentException.ThrowIfNullOrEmpty(e.Type, nameof(append));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(e.Data.Length, MaximumDataBytes, nameof(append));
        }

        return new ValueTask<AppendResult>(_writer.Append(append));
    }
}
