using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>Writes appends into an open write transaction.</summary>
internal sealed class AppendSession(Connection connection, WriterState state, TimeProvider time)
{
    private readonly EventRows _rows = new(connection, state);
    private readonly Statement _findId = connection.Prepared("SELECT version, position, chain_hash FROM events WHERE id_group = ?1 AND id = ?2 AND stream = ?3");

    /// <summary>
    /// Adds an append to the transaction. What is wrong with the append alone throws before anything is written, so that
    /// the others of the transaction go on.
    /// </summary>
    /// <param name="checkIds">
    /// Looks every event id up first. Without it, an id that the stream holds already shows as a
    /// <see cref="SqliteFailure"/> with <see cref="SqliteFailure.IsConstraint"/>, here or at <see cref="Flush"/>, and the
    /// transaction must be rolled back: cheaper as long as that is rare.
    /// </param>
    /// <exception cref="WrongExpectedVersionException">The stream's head is another.</exception>
    /// <exception cref="ArgumentException">An id comes twice, or only a part of the ids is in the stream.</exception>
    public AppendResult Append(PendingAppend append, bool checkIds)
    {
        var stream = state.Find(append.Stream);
        var version = stream?.Version ?? -1;
        var isExpected = append.Expected == ExpectedVersion.Any || append.Expected.Value == version;
        if (stream is not null && (checkIds || !isExpected) && FindRepeated(stream, append) is { } earlier)
        {
            return append.Originals is not [.., var last] || last.ChainHash == earlier.Root ? earlier
                : throw new ArgumentException($"Stream {append.Stream} holds events of these ids with other content.", nameof(append));
        }

        if (!isExpected)
        {
            throw new WrongExpectedVersionException(append.Stream, append.Expected, version);
        }

        if (checkIds)
        {
            CheckNew(stream, append);
        }

        return append.Originals is { } originals
            ? WriteOriginals(stream, originals)
            : Write(stream ?? state.Create(append.Stream), append);
    }

    /// <summary>Sends SQLite the rows that it has not got yet, before the commit.</summary>
    /// <exception cref="SqliteFailure">Among others a constraint's: see <see cref="Append"/>.</exception>
    public void Flush() => _rows.Flush();

    /// <summary>Drops the rows that SQLite has not got yet: the transaction is rolled back.</summary>
    public void Forget() => _rows.Clear();

    /// <summary>The result of an earlier append of the same events in the same order, or null when there was none.</summary>
    private AppendResult? FindRepeated(StreamState stream, PendingAppend append)
    {
        if (Find(stream, append.Events[0].Id) is not { } first)
        {
            return null;
        }

        var last = first;
        for (var i = 1; i < append.Events.Length; i++)
        {
            if (Find(stream, append.Events[i].Id) is not { } next || next.Version != first.Version + i)
            {
                return null;
            }

            last = next;
        }

        return new AppendResult(first.Version, last.Version, last.Position, last.Root, AlreadyAppended: true);
    }

    private void CheckNew(StreamState? stream, PendingAppend append)
    {
        var ids = new HashSet<EventId>();
        foreach (var id in append.Events.Select(e => e.Id))
        {
            if (!ids.Add(id))
            {
                throw new ArgumentException($"The append to {append.Stream} holds event id {id} twice. Give every event an id of its own.", nameof(append));
            }

            if (stream is not null && Find(stream, id) is not null)
            {
                throw new ArgumentException(
                    $"Stream {append.Stream} holds a part of this append already, such as event {id}. Repeat an append with the same events in the same order, or give new events new ids.",
                    nameof(append));
            }
        }
    }

    private (long Version, long Position, Sha256 Root)? Find(StreamState stream, EventId id)
    {
        _rows.Flush();
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        using var rows = _findId.Bind(1, EventSchema.IdGroup(id, stream.Id)).Bind(2, bytes).Bind(3, stream.Id).Rows();
        return rows.Next() ? (rows.Int64(0), rows.Int64(1), new Sha256(rows.Bytes(2))) : null;
    }

    private AppendResult Write(StreamState stream, PendingAppend append)
    {
        var recordedAt = Math.Max(EventChain.UnixMicroseconds(time.GetUtcNow()), state.LastTime);
        var firstVersion = stream.Version + 1;
        var firstPosition = state.LastPosition + 1;
        var root = stream.Root;
        append.Hashes.Begin(root, firstVersion, EventChain.FromUnixMicroseconds(recordedAt));
        for (var i = 0; i < append.Events.Length; i++)
        {
            (var content, root) = append.Hashes.Of(i);
            _rows.Add(append.Events[i], stream, firstVersion + i, firstPosition + i, recordedAt, content, root);
        }

        stream.Add(firstPosition, append.Events.Length, root);
        state.Touch(stream);
        state.LastTime = recordedAt;
        state.LastPosition += append.Events.Length;
        return new AppendResult(firstVersion, stream.Version, state.LastPosition, root, AlreadyAppended: false);
    }

    private AppendResult WriteOriginals(StreamState? stream, IReadOnlyList<RecordedEvent> events)
    {
        EventChain.CheckContinues(stream?.Root ?? EventChain.Genesis, (stream?.Version ?? -1) + 1, events);
        var into = stream ?? state.Create(events[0].Stream);
        var (firstVersion, firstPosition) = (into.Version + 1, state.LastPosition + 1);
        foreach (var (i, e) in events.Index())
        {
            var added = new NewEvent(e.Id, e.Type, e.Data) { Call = e.Call, Author = e.Author, Causation = e.Causation };
            _rows.Add(added, into, e.Version, firstPosition + i, EventChain.UnixMicroseconds(e.RecordedAt), e.ContentHash, e.ChainHash);
        }

        into.Add(firstPosition, events.Count, events[^1].ChainHash);
        state.Touch(into);
        state.LastPosition += events.Count;
        return new AppendResult(firstVersion, into.Version, state.LastPosition, events[^1].ChainHash, AlreadyAppended: false);
    }
}
