using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// Looks for what reads and hash chains do not show: rows whose numbers lead nowhere, columns that only serve to filter,
/// gaps in the positions, spans that lead to other events than those of their stream.
/// </summary>
internal sealed class LogInspection(ReaderPool readers)
{
    /// <summary>Faults reported at most of each kind; a lab with more is not worth a longer list.</summary>
    private const int Limit = 100;

    private const string OddRows = """
        SELECT e.position, e.version, s.name, CASE
            WHEN s.id IS NULL THEN 'its stream number ' || e.stream || ' names no stream'
            WHEN e.type NOT IN (SELECT id FROM names) THEN 'its type number ' || e.type || ' names nothing'
            WHEN e.author NOT IN (SELECT id FROM names) THEN 'its author number ' || e.author || ' names nothing'
            WHEN e.category <> s.category THEN 'it is filed under another category than its stream'
            WHEN length(e.id) <> 16 OR length(e.causation) <> 16 THEN 'an id in it is not 16 bytes'
            WHEN length(e.content_hash) <> 32 OR length(e.chain_hash) <> 32 THEN 'a hash in it is not 32 bytes'
            WHEN e.recorded_at NOT BETWEEN -62135596800000000 AND 253402300799999999 THEN 'its time is out of range'
            ELSE 'its id is filed under another group' END
        FROM events e LEFT JOIN streams s ON s.id = e.stream
        WHERE s.id IS NULL OR e.category <> s.category
            OR e.type NOT IN (SELECT id FROM names) OR e.author NOT IN (SELECT id FROM names)
            OR length(e.id) <> 16 OR length(e.causation) <> 16 OR length(e.content_hash) <> 32 OR length(e.chain_hash) <> 32
            OR e.recorded_at NOT BETWEEN -62135596800000000 AND 253402300799999999
            OR e.id_group <> CASE WHEN substr(e.id, 7, 1) >= x'70' AND substr(e.id, 7, 1) < x'80' THEN 0 ELSE e.stream END
        ORDER BY e.position LIMIT 100
        """;

    private const string Gaps = """
        SELECT position + 1, 0 FROM events e WHERE NOT EXISTS (SELECT 1 FROM events n WHERE n.position = e.position + 1)
        AND position < (SELECT max(position) FROM events) ORDER BY position LIMIT 100
        """;

    /// <summary>The faults, in the order of the log within each kind.</summary>
    public IEnumerable<StorageFault> Find(CancellationToken cancellationToken)
    {
        var faults = new List<StorageFault>();
        using var lease = readers.Rent();
        var connection = lease.Connection;
        AddOddRows(connection, faults);
        cancellationToken.ThrowIfCancellationRequested();
        AddGaps(connection, faults);
        cancellationToken.ThrowIfCancellationRequested();
        AddOddStreams(connection, faults, cancellationToken);
        return faults;
    }

    private static void AddOddRows(Connection connection, List<StorageFault> faults)
    {
        using var rows = connection.Prepared(OddRows).Rows();
        while (rows.Next())
        {
            faults.Add(new StorageFault(Name(rows.IsNull(2) ? null : rows.Text(2)), rows.Int64(1), rows.Int64(0), rows.Text(3)));
        }
    }

    private static void AddGaps(Connection connection, List<StorageFault> faults)
    {
        var (count, first, last) = (connection.Scalar("SELECT count(*) FROM events"), connection.Scalar("SELECT min(position) FROM events"), connection.Scalar("SELECT max(position) FROM events"));
        if (count == 0 || (first == 1 && last == count))
        {
            return;
        }

        if (first != 1)
        {
            faults.Add(new StorageFault(null, null, 1, $"the log begins at position {first}: the events before it are missing"));
        }

        using var rows = connection.Prepared(Gaps).Rows();
        while (rows.Next())
        {
            faults.Add(new StorageFault(null, null, rows.Int64(0), $"no event is at position {rows.Int64(0)}, and there are later ones: events are missing"));
        }
    }

    // A stream's spans are an index: where the first and the last event of each are in place, and versions count up without
    // a gap along the log, which the hash chains show, those between are in place as well.
    private static void AddOddStreams(Connection connection, List<StorageFault> faults, CancellationToken cancellationToken)
    {
        var at = connection.Prepared("SELECT stream, version FROM events WHERE position = ?1");
        foreach (var (id, name, version, category) in Streams(connection))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Name(name) is not { } stream)
            {
                faults.Add(new StorageFault(null, null, null, $"stream number {id} has a name that no stream can have"));
            }
            else if (stream.Category != category)
            {
                faults.Add(new StorageFault(stream, null, null, $"the stream is filed under the category '{category}'"));
            }
            else if (Misled(connection, at, id, stream, version) is { } misled)
            {
                faults.Add(new StorageFault(stream, misled, null, "the index of the stream leads to another event"));
            }

            if (faults.Count >= Limit)
            {
                return;
            }
        }
    }

    private static long? Misled(Connection connection, Statement at, long id, StreamId stream, long version)
    {
        var next = 0L;
        foreach (var span in StreamSpans.Of(connection, stream, ReadDirection.Forwards, 0, long.MaxValue))
        {
            if (span.Version != next || span.Count < 1
                || !IsAt(at, span.Position, id, span.Version) || !IsAt(at, span.Position + span.Count - 1, id, span.End - 1))
            {
                return next;
            }

            next = span.End;
        }

        return next == version + 1 ? null : next;
    }

    private static bool IsAt(Statement at, long position, long stream, long version)
    {
        using var rows = at.Bind(1, position).Rows();
        return rows.Next() && rows.Int64(0) == stream && rows.Int64(1) == version;
    }

    private static List<(long Id, string Name, long Version, string? Category)> Streams(Connection connection)
    {
        var streams = new List<(long, string, long, string?)>();
        using var rows = connection.Prepared("SELECT s.id, s.name, s.version, n.name FROM streams s LEFT JOIN names n ON n.id = s.category ORDER BY s.id").Rows();
        while (rows.Next())
        {
            streams.Add((rows.Int64(0), rows.Text(1), rows.Int64(2), rows.IsNull(3) ? null : rows.Text(3)));
        }

        return streams;
    }

    private static StreamId? Name(string? name)
    {
        try
        {
            return name is null ? null : new StreamId(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
