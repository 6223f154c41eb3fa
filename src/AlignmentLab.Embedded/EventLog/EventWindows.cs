using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// Reads the log a window at a time. Each window is one short read of its own, so that memory does not grow with what is
/// read and a slow consumer does not keep the write-ahead file from being folded in.
/// </summary>
internal sealed class EventWindows(ReaderPool readers)
{
    /// <summary>Events that a window holds at most.</summary>
    public const int Size = 512;

    /// <summary>Bytes of payload after which a window ends early.</summary>
    private const int ByteLimit = 4 * 1024 * 1024;

    /// <summary>Positions that one filtered window looks at, so that a rare match does not make a long read transaction.</summary>
    private const long ScanLimit = 65_536;

    private const string StreamForwards = $"""
        SELECT {RowReader.Columns} FROM spans s CROSS JOIN events e
        ON e.position >= s.position + max(0, ?2 - s.version) AND e.position < s.position + s.count
        WHERE s.stream = ?1 AND s.version >= (SELECT coalesce(max(version), 0) FROM spans WHERE stream = ?1 AND version <= ?2)
        ORDER BY s.version, e.position LIMIT ?3
        """;

    private const string StreamBackwards = $"""
        SELECT {RowReader.Columns} FROM spans s CROSS JOIN events e
        ON e.position >= s.position AND e.position <= s.position + min(s.count - 1, ?2 - s.version)
        WHERE s.stream = ?1 AND s.version <= ?2
        ORDER BY s.version DESC, e.position DESC LIMIT ?3
        """;

    private readonly NameTable _names = new();

    /// <summary>Adds the events of a stream from a version on to the window.</summary>
    public void FillFromStream(List<RecordedEvent> window, StreamId stream, ReadDirection direction, long from, long maxCount)
    {
        using var lease = readers.Rent();
        if (FindStream(lease.Connection, stream) is { } id)
        {
            using var rows = lease.Connection.Prepared(direction == ReadDirection.Forwards ? StreamForwards : StreamBackwards)
                .Bind(1, id).Bind(2, from).Bind(3, Math.Min(Size, maxCount)).Rows();
            Fill(window, lease.Connection, rows);
        }
    }

    /// <summary>Adds the events of the whole log from a position on to the window.</summary>
    public WindowEnd FillFromAll(List<RecordedEvent> window, ReadDirection direction, long from, EventFilter filter, long maxCount)
    {
        using var lease = readers.Rent();
        var connection = lease.Connection;
        var last = connection.Scalar("SELECT max(position) FROM events") ?? 0;
        var isForwards = direction == ReadDirection.Forwards;
        from = isForwards ? Math.Max(from, 1) : Math.Min(from, last);
        if (from > last || from < 1)
        {
            return new WindowEnd(from, IsEndOfLog: true);
        }

        var condition = FilterCondition(connection, filter);
        var limit = isForwards ? last : 1;
        if (condition.Length > 0)
        {
            limit = isForwards ? Math.Min(last, from + ScanLimit - 1) : Math.Max(1, from - ScanLimit + 1);
        }

        var (range, order) = isForwards ? ("e.position BETWEEN ?1 AND ?2", "ASC") : ("e.position BETWEEN ?2 AND ?1", "DESC");
        var sql = $"SELECT {RowReader.Columns} FROM events e WHERE {range}{condition} ORDER BY e.position {order} LIMIT ?3";
        bool reachedLimit;
        if (condition.Length == 0)
        {
            reachedLimit = FillRange(window, connection, connection.Prepared(sql), from, limit, maxCount);
        }
        else
        {
            using var statement = connection.Prepare(sql);
            reachedLimit = FillRange(window, connection, statement, from, limit, maxCount);
        }

        var end = reachedLimit ? limit : window[^1].Position;
        return isForwards ? new WindowEnd(end + 1, end >= last) : new WindowEnd(end - 1, end <= 1);
    }

    /// <summary>False when the window was full before the range was read to its end.</summary>
    private bool FillRange(List<RecordedEvent> window, Connection connection, Statement statement, long from, long to, long maxCount)
    {
        var limit = Math.Min(Size, maxCount);
        using var rows = statement.Bind(1, from).Bind(2, to).Bind(3, limit).Rows();
        return Fill(window, connection, rows) && window.Count < limit;
    }

    /// <summary>False when the window ended before the rows did.</summary>
    private bool Fill(List<RecordedEvent> window, Connection connection, Rows rows)
    {
        var reader = new RowReader(_names);
        long bytes = 0;
        while (rows.Next())
        {
            var e = reader.Read(connection, rows);
            window.Add(e);
            bytes += e.Data.Length;
            if (bytes >= ByteLimit)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>SQL that keeps what the filter wants. Names are written as their numbers; an unknown name matches nothing.</summary>
    private static string FilterCondition(Connection connection, EventFilter filter) =>
        Condition(connection, "category", filter.Categories) + Condition(connection, "type", filter.Types);

    private static string Condition(Connection connection, string column, IReadOnlySet<string> names)
    {
        var numbers = names.Select(name => NameTable.Find(connection, name)).OfType<long>();
        return names.Count == 0 ? "" : $" AND e.{column} IN ({string.Join(',', numbers)})";
    }

    private static long? FindStream(Connection connection, StreamId stream)
    {
        using var rows = connection.Prepared("SELECT id FROM streams WHERE name = ?1").Bind(1, stream.Value).Rows();
        return rows.Next() ? rows.Int64(0) : null;
    }
}

/// <summary>Where a window of the whole log ended.</summary>
/// <param name="Next">The position at which the next window goes on.</param>
/// <param name="IsEndOfLog">Whether the log held nothing further when the window was read.</param>
internal readonly record struct WindowEnd(long Next, bool IsEndOfLog);
