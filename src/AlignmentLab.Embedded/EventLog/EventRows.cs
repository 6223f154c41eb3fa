using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// The rows of <c>events</c> that a transaction adds, sent to SQLite many to a statement: what a statement costs to start
/// and to end, and finding the end of the table and of its index, is then paid once for all of them.
/// </summary>
internal sealed class EventRows(Connection connection, WriterState state)
{
    private const int Largest = 16;
    private readonly InsertStatement[] _statements = [new(connection, Largest), new(connection, rows: 4), new(connection, rows: 1)];
    private readonly Row[] _rows = new Row[Largest];
    private int _count;

    /// <summary>Adds a row, which SQLite gets now or at the next <see cref="Flush"/>.</summary>
    public void Add(NewEvent e, StreamState stream, long version, long position, long recordedAt, in Sha256 content, in Sha256 chain)
    {
        _rows[_count++] = new Row(e, stream.Id, version, position, stream.Category, state.Number(e.Type), state.Number(e.Author), recordedAt, content, chain);
        if (_count == Largest)
        {
            Flush();
        }
    }

    /// <summary>Sends what SQLite has not got yet: needed before a query that must see it, and before the commit.</summary>
    /// <exception cref="SqliteFailure">Among others a constraint's: a stream holds an event of that id already.</exception>
    public void Flush()
    {
        var rest = new ReadOnlySpan<Row>(_rows, 0, _count);
        foreach (var statement in _statements)
        {
            for (; rest.Length >= statement.Size; rest = rest[statement.Size..])
            {
                statement.Insert(rest[..statement.Size]);
            }
        }

        Clear();
    }

    /// <summary>Drops what was not sent: the transaction is rolled back.</summary>
    public void Clear()
    {
        // No payload is held on to once it is written.
        Array.Clear(_rows, 0, _count);
        _count = 0;
    }
}

/// <summary>One row of <c>events</c>, names as their numbers.</summary>
/// <param name="RecordedAt">Microseconds since 1970.</param>
internal readonly record struct Row(
    NewEvent Event, long Stream, long Version, long Position, long Category, long Type, long Author, long RecordedAt, Sha256 Content, Sha256 Chain);
