using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>Turns rows of <c>events</c> into events.</summary>
internal sealed class RowReader(NameTable names)
{
    /// <summary>The columns that <see cref="Read"/> takes, in its order.</summary>
    public const string Columns =
        "position, stream, version, type, author, recorded_at, id, causation, content_hash, chain_hash, call, data";

    public RecordedEvent Read(Connection connection, in Rows row) => new(
        names.Stream(connection, row.Int64(1)),
        row.Int64(2),
        row.Int64(0),
        new EventId(new Guid(row.Bytes(6), bigEndian: true)),
        names.Name(connection, row.Int64(3)),
        row.IsNull(10) ? null : new CallId(row.Text(10)),
        row.Bytes(11).ToArray(),
        EventChain.FromUnixMicroseconds(row.Int64(5)),
        names.Name(connection, row.Int64(4)),
        row.IsNull(7) ? null : new EventId(new Guid(row.Bytes(7), bigEndian: true)),
        new Sha256(row.Bytes(8)),
        new Sha256(row.Bytes(9)));
}
