using System.Text;
using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>Writes appends into an open write transaction.</summary>
internal sealed class AppendSession(Connection connection, WriterState state, TimeProvider time)
{
    private readonly Statement _insertEvent = connection.Prepared("""
        INSERT INTO events (position, stream, version, category, type, author, recorded_at, id, causation, content_hash, chain_hash, call, data)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """);

    private readonly Statement _insertSpan = connection.Prepared("INSERT INTO spans (stream, version, position, count) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement _findId = connection.Prepared("SELECT version, position, chain_hash FROM events WHERE stream = ?1 AND id = ?2");

    /// <summary>
    /// Adds an append to the transaction. What is wrong with the append alone throws before anything is written, so that
    /// the others of the transaction go on.
    /// </summary>
    /// <param name="checkIds">
    /// Looks every event id up first. Without it, an id that the stream holds already shows as a
    /// <see cref="SqliteFailure"/> with <see cref="SqliteFailure.IsConstraint"/>, and the transaction must be rolled
    /// back: cheaper as long as that is rare.
    /// </param>
    /// <exception cref="WrongExpectedVersionException">The stream's head is another.</exception>
    /// <exception cref="ArgumentException">An id comes twice, or only a part of the ids is in the stream.</exception>
    public AppendResult Append(PendingAppend append, bool checkIds)
    {
        var stream = state.Find(append.Stream);
        var version = stream?.Version ?? -1;
        var isExpected = append.Expected == ExpectedVersion.Any || append.Expected.Value == version;
        if (stream is not null && (checkIds || !isExpected || append.Expected == ExpectedVersion.Any) && FindRepeated(stream, append) is { } earlier)
        {
            return earlier;
        }

        if (!isExpected)
        {
            throw new WrongExpectedVersionException(append.Stream, append.Expected, version);
        }

        if (checkIds)
        {
            CheckNew(stream, append);
        }

        return Write(stream ?? state.Create(append.Stream), append);
    }

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
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        using var rows = _findId.Bind(1, stream.Id).Bind(2, bytes).Rows();
        return rows.Next() ? (rows.Int64(0), rows.Int64(1), new Sha256(rows.Bytes(2))) : null;
    }

    private AppendResult Write(StreamState stream, PendingAppend append)
    {
        var recordedAt = Math.Max(EventChain.UnixMicroseconds(time.GetUtcNow()), state.LastTime);
        var recorded = EventChain.FromUnixMicroseconds(recordedAt);
        var firstVersion = stream.Version + 1;
        var firstPosition = state.LastPosition + 1;
        var root = stream.Root;
        Span<byte> id = stackalloc byte[16];
        _insertEvent.Bind(2, stream.Id).Bind(4, stream.Category).Bind(7, recordedAt);
        for (var i = 0; i < append.Events.Length; i++)
        {
            var e = append.Events[i];
            var content = append.ContentHashes[i];
            root = EventChain.Link(root, content, append.Stream, firstVersion + i, e.Id, recorded, e.Author, e.Causation);
            e.Id.Value.TryWriteBytes(id, bigEndian: true, out _);
            _insertEvent.Bind(1, firstPosition + i).Bind(3, firstVersion + i)
                .Bind(5, state.Number(e.Type)).Bind(6, state.Number(e.Author)).Bind(8, id)
                .Bind(10, content.AsSpan()).Bind(11, root.AsSpan()).Bind(12, e.Call?.Value).BindText(13, e.Data.Span);
            BindCausation(e.Causation);
            _insertEvent.Execute();
        }

        _insertSpan.Bind(1, stream.Id).Bind(2, firstVersion).Bind(3, firstPosition).Bind(4, append.Events.Length).Execute();
        stream.Version += append.Events.Length;
        stream.Root = root;
        state.Touch(stream);
        state.LastTime = recordedAt;
        state.LastPosition += append.Events.Length;
        return new AppendResult(firstVersion, stream.Version, state.LastPosition, root, AlreadyAppended: false);
    }

    private void BindCausation(EventId? causation)
    {
        if (causation is not { } cause)
        {
            _insertEvent.BindNull(9);
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        cause.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        _insertEvent.Bind(9, bytes);
    }
}
