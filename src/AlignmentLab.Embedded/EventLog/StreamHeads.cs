using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>Reads streams' ends.</summary>
internal sealed class StreamHeads(ReaderPool readers)
{
    private const int Window = 512;

    public StreamHead? Find(StreamId stream)
    {
        using var lease = readers.Rent();
        using var rows = lease.Connection.Prepared("SELECT version, root FROM streams WHERE name = ?1").Bind(1, stream.Value).Rows();
        return rows.Next() ? new StreamHead(stream, rows.Int64(0), new Sha256(rows.Bytes(1))) : null;
    }

    /// <summary>Adds the ends of the streams numbered after <paramref name="after"/>, and gives the last number read, or null at the end.</summary>
    /// <remarks>A stream is numbered when it gets its first event, so that numbers follow the order of first events.</remarks>
    public long? Fill(List<StreamHead> window, string? category, long after)
    {
        using var lease = readers.Rent();
        var connection = lease.Connection;
        long? number = null;
        if (category is not null && (number = NameTable.Find(connection, category)) is null)
        {
            return null;
        }

        var condition = number is { } id ? $" AND category = {id}" : "";
        using var statement = connection.Prepare($"SELECT id, name, version, root FROM streams WHERE id > ?1{condition} ORDER BY id LIMIT {Window}");
        using var rows = statement.Bind(1, after).Rows();
        while (rows.Next())
        {
            after = rows.Int64(0);
            window.Add(new StreamHead(new StreamId(rows.Text(1)), rows.Int64(2), new Sha256(rows.Bytes(3))));
        }

        return window.Count == Window ? after : null;
    }
}
