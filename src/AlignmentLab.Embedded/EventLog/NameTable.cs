using System.Collections.Concurrent;
using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// The names behind the numbers in rows, as readers meet them. Only committed rows are ever seen here and none changes,
/// so that an entry once read holds for good. Streams can be many: their names are dropped when they fill the table.
/// </summary>
internal sealed class NameTable
{
    private const int MaximumStreams = 50_000;
    private readonly ConcurrentDictionary<long, string> _names = new();
    private readonly ConcurrentDictionary<long, StreamId> _streams = new();

    /// <summary>The type name, author or category of this number.</summary>
    public string Name(Connection connection, long id)
    {
        if (!_names.TryGetValue(id, out var name))
        {
            name = Read(connection, "SELECT name FROM names WHERE id = ?1", id);
            _names[id] = name;
        }

        return name;
    }

    public StreamId Stream(Connection connection, long id)
    {
        if (!_streams.TryGetValue(id, out var stream))
        {
            stream = new StreamId(Read(connection, "SELECT name FROM streams WHERE id = ?1", id));
            if (_streams.Count >= MaximumStreams)
            {
                _streams.Clear();
            }

            _streams[id] = stream;
        }

        return stream;
    }

    /// <summary>The number of a name, or null when no event has used it yet.</summary>
    public static long? Find(Connection connection, string name)
    {
        using var rows = connection.Prepared("SELECT id FROM names WHERE name = ?1").Bind(1, name).Rows();
        return rows.Next() ? rows.Int64(0) : null;
    }

    private static string Read(Connection connection, string sql, long id)
    {
        using var rows = connection.Prepared(sql).Bind(1, id).Rows();
        return rows.Next() ? rows.Text(0) : throw new Errors.EnvironmentFailureException($"{connection.File} is damaged: number {id} has no name. Restore the lab from a copy.");
    }
}
