using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>Finds where a stream's events lie.</summary>
internal static class StreamSpans
{
    private const string RowsForwards = """
        SELECT version, packed FROM spans WHERE stream = ?1 AND version < ?3
        AND version >= (SELECT coalesce(max(version), 0) FROM spans WHERE stream = ?1 AND version <= ?2) ORDER BY version
        """;

    private const string RowsBackwards =
        "SELECT version, packed FROM spans WHERE stream = ?1 AND version < ?3 AND version <= ?2 ORDER BY version DESC";

    /// <summary>
    /// The spans, in the direction of the read, that hold a stream's events from a version on: all of them, or as many as
    /// make up <paramref name="count"/> events.
    /// </summary>
    public static List<StreamSpan> Of(Connection connection, StreamId stream, ReadDirection direction, long from, long count)
    {
        var spans = new List<StreamSpan>();
        var tail = new List<StreamSpan>();
        if (FindTail(connection, stream, tail) is not { } id)
        {
            return spans;
        }

        // Rows written since the tail was read repeat it: they are kept out by its first version.
        var tailVersion = tail[0].Version;
        if (direction == ReadDirection.Forwards)
        {
            if (from < tailVersion)
            {
                AddRows(connection, RowsForwards, id, from, tailVersion, spans, count, isForwards: true);
            }

            spans.AddRange(tail);
            spans.RemoveAll(span => span.End <= from);
        }
        else
        {
            tail.Reverse();
            spans.AddRange(tail);
            spans.RemoveAll(span => span.Version > from);
            AddRows(connection, RowsBackwards, id, from, tailVersion, spans, count, isForwards: false);
            spans.RemoveAll(span => span.Version > from);
        }

        return spans;
    }

    private static void AddRows(
        Connection connection, string sql, long stream, long from, long tailVersion, List<StreamSpan> spans, long count, bool isForwards)
    {
        var part = new List<StreamSpan>();
        using var rows = connection.Prepared(sql).Bind(1, stream).Bind(2, from).Bind(3, tailVersion).Rows();
        while (Held(spans, from, isForwards) < count && rows.Next())
        {
            part.Clear();
            StreamSpan.Decode(rows.Bytes(1), rows.Int64(0), part);
            if (!isForwards)
            {
                part.Reverse();
            }

            spans.AddRange(part);
        }
    }

    /// <summary>How many events from a version on the spans hold.</summary>
    private static long Held(List<StreamSpan> spans, long from, bool isForwards) => spans.Count == 0 ? 0
        : isForwards ? spans[^1].End - Math.Max(from, spans[0].Version)
        : Math.Min(from + 1, spans[0].End) - spans[^1].Version;

    /// <summary>The number of a stream, and its latest spans; null when the log does not hold the stream.</summary>
    private static long? FindTail(Connection connection, StreamId stream, List<StreamSpan> tail)
    {
        using var rows = connection.Prepared("SELECT id, tail_version, tail FROM streams WHERE name = ?1").Bind(1, stream.Value).Rows();
        if (!rows.Next())
        {
            return null;
        }

        StreamSpan.Decode(rows.Bytes(2), rows.Int64(1), tail);
        return rows.Int64(0);
    }
}
