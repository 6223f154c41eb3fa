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

    private static readonly string Forwards = RangeQuery(isForwards: true, "");
    private static readonly string Backwards = RangeQuery(isForwards: false, "");
    private readonly RowReader _rows = new(new NameTable());

    /// <summary>Adds the events of a stream from a version on to the window.</summary>
    public void FillFromStream(List<RecordedEvent> window, StreamId stream, ReadDirection direction, long from, long maxCount)
    {
        using var lease = readers.Rent();
        var isForwards = direction == ReadDirection.Forwards;
        var statement = lease.Connection.Prepared(isForwards ? Forwards : Backwards);
        long bytes = 0;
        var limit = Math.Min(Size, maxCount);
        foreach (var span in StreamSpans.Of(lease.Connection, stream, direction, from, limit))
        {
            var (low, high) = isForwards
                ? (span.Position + Math.Max(0, from - span.Version), span.Position + span.Count - 1)
                : (span.Position, span.Position + Math.Min(span.Count - 1, from - span.Version));
            if (!FillRange(window, lease.Connection, statement, low, high, limit, ref bytes))
            {
                return;
            }
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

        long bytes = 0;
        var (low, high) = isForwards ? (from, limit) : (limit, from);
        bool reachedLimit;
        if (condition.Length == 0)
        {
            reachedLimit = FillRange(window, connection, connection.Prepared(isForwards ? Forwards : Backwards), low, high, Math.Min(Size, maxCount), ref bytes);
        }
        else
        {
            using var statement = connection.Prepare(RangeQuery(isForwards, condition));
            reachedLimit = FillRange(window, connection, statement, low, high, Math.Min(Size, maxCount), ref bytes);
        }

        var end = reachedLimit ? limit : window[^1].Position;
        return isForwards ? new WindowEnd(end + 1, end >= last) : new WindowEnd(end - 1, end <= 1);
    }

    private static string RangeQuery(bool isForwards, string condition) =>
        $"SELECT {RowReader.Columns} FROM events WHERE position BETWEEN ?1 AND ?2{condition} ORDER BY position {(isForwards ? "ASC" : "DESC")} LIMIT ?3";

    /// <summary>Adds the events of a range of positions. False when the window was full before the range was read to its end.</summary>
    private bool FillRange(List<RecordedEvent> window, Connection connection, Statement statement, long low, long high, long limit, ref long bytes)
    {
        using var rows = statement.Bind(1, low).Bind(2, high).Bind(3, limit - window.Count).Rows();
        while (rows.Next())
        {
            var e = _rows.Read(connection, rows);
            window.Add(e);
            bytes += e.Data.Length;
            if (bytes >= ByteLimit)
            {
                return false;
            }
        }

        return window.Count < limit;
    }

    /// <summary>SQL that keeps what the filter wants. Names are written as their numbers; an unknown name matches nothing.</summary>
    private static string FilterCondition(Connection connection, EventFilter filter) =>
        Condition(connection, "category", filter.Categories) + Condition(connection, "type", filter.Types);

    private static string Condition(Connection connection, string column, IReadOnlySet<string> names)
    {
        var numbers = names.Select(name => NameTable.Find(connection, name)).OfType<long>();
        return names.Count == 0 ? "" : $" AND {column} IN ({string.Join(',', numbers)})";
    }
}

/// <summary>Where a window of the whole log ended.</summary>
/// <param name="Next">The position at which the next window goes on.</param>
/// <param name="IsEndOfLog">Whether the log held nothing further when the window was read.</param>
internal readonly record struct WindowEnd(long Next, bool IsEndOfLog);
