using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// What the writer knows of the log, so that an append need not look it up: the last position and time, the ends of the
/// streams lately written, the numbers of names. Used inside the write transaction alone. It is dropped whole when
/// another process has written and when a transaction is rolled back.
/// </summary>
internal sealed class WriterState(Connection connection)
{
    private const int MaximumStreams = 10_000;
    private const int MaximumTail = 24;
    private readonly Dictionary<StreamId, StreamState> _streams = [];
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly List<StreamState> _dirty = [];
    private long? _dataVersion;
    private long _lastStream;

    /// <summary>Position of the last event, 0 before the first.</summary>
    public long LastPosition { get; set; }

    /// <summary>Time of the last event in microseconds since 1970: the next one is no earlier.</summary>
    public long LastTime { get; set; }

    /// <summary>Makes the state true for the transaction just begun.</summary>
    public void Refresh()
    {
        var dataVersion = connection.Scalar("PRAGMA data_version");
        if (dataVersion == _dataVersion)
        {
            return;
        }

        Forget();
        using (var rows = connection.Prepared("SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1").Rows())
        {
            (LastPosition, LastTime) = rows.Next() ? (rows.Int64(0), rows.Int64(1)) : (0, long.MinValue);
        }

        _lastStream = connection.Scalar("SELECT max(id) FROM streams") ?? 0;
        _dataVersion = dataVersion;
    }

    /// <summary>Drops everything: the next transaction reads it anew.</summary>
    public void Forget()
    {
        _streams.Clear();
        _names.Clear();
        _dirty.Clear();
        _dataVersion = null;
    }

    /// <summary>The stream's end, or null when the log does not hold the stream.</summary>
    public StreamState? Find(StreamId name)
    {
        if (_streams.TryGetValue(name, out var known))
        {
            return known;
        }

        using var rows = connection.Prepared("SELECT id, category, version, root, tail_version, tail FROM streams WHERE name = ?1").Bind(1, name.Value).Rows();
        if (!rows.Next())
        {
            return null;
        }

        var state = new StreamState(rows.Int64(0), name)
        {
            Category = rows.Int64(1),
            Version = rows.Int64(2),
            Root = new Sha256(rows.Bytes(3)),
            IsStored = true,
        };
        StreamSpan.Decode(rows.Bytes(5), rows.Int64(4), state.Tail);
        _streams.Add(name, state);
        return state;
    }

    /// <summary>A stream about to get its first event.</summary>
    public StreamState Create(StreamId name)
    {
        var state = new StreamState(++_lastStream, name) { Category = Number(name.Category) };
        _streams.Add(name, state);
        return state;
    }

    /// <summary>The number of a name, given now when it has none.</summary>
    public long Number(string name)
    {
        if (_names.TryGetValue(name, out var id))
        {
            return id;
        }

        if (NameTable.Find(connection, name) is { } stored)
        {
            id = stored;
        }
        else
        {
            connection.Prepared("INSERT INTO names (name) VALUES (?1)").Bind(1, name).Execute();
            id = connection.Scalar("SELECT last_insert_rowid()")!.Value;
        }

        _names.Add(name, id);
        return id;
    }

    /// <summary>Notes that a stream's row lags behind.</summary>
    public void Touch(StreamState stream)
    {
        if (!stream.IsDirty)
        {
            stream.IsDirty = true;
            _dirty.Add(stream);
        }
    }

    /// <summary>Writes the rows of all streams that the transaction touched. False when it touched none.</summary>
    public bool WriteHeads()
    {
        foreach (var stream in _dirty)
        {
            if (stream.Tail.Count > MaximumTail)
            {
                MoveTail(stream);
            }

            var statement = stream.IsStored
                ? connection.Prepared("UPDATE streams SET version = ?2, root = ?3, tail_version = ?4, tail = ?5 WHERE id = ?1")
                : connection.Prepared("INSERT INTO streams (id, version, root, tail_version, tail, name, category) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                    .Bind(6, stream.Name.Value).Bind(7, stream.Category);
            statement.Bind(1, stream.Id).Bind(2, stream.Version).Bind(3, stream.Root.AsSpan())
                .Bind(4, stream.Tail[0].Version).Bind(5, StreamSpan.Encode(stream.Tail)).Execute();
            stream.IsStored = true;
            stream.IsDirty = false;
        }

        var wrote = _dirty.Count > 0;
        _dirty.Clear();
        return wrote;
    }

    /// <summary>Puts all spans but the last, which may still grow, into rows of their own.</summary>
    private void MoveTail(StreamState stream)
    {
        var full = stream.Tail[..^1];
        foreach (var part in full.Chunk(MaximumTail))
        {
            connection.Prepared("INSERT INTO spans (stream, version, packed) VALUES (?1, ?2, ?3)")
                .Bind(1, stream.Id).Bind(2, part[0].Version).Bind(3, StreamSpan.Encode(part)).Execute();
        }

        stream.Tail.RemoveRange(0, full.Count);
    }

    /// <summary>Keeps the number of remembered streams bounded. To be called between transactions.</summary>
    public void Trim()
    {
        if (_streams.Count > MaximumStreams)
        {
            _streams.Clear();
        }
    }
}
