using System.Text;
using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// Inserts rows into <c>events</c>. Ids and hashes are bound once, to memory that each row overwrites, and what all rows
/// of an append share is bound once an append: most of what an insert costs beyond SQLite's own work is binding.
/// </summary>
internal sealed unsafe class EventRow
{
    private const int IdSize = 16;
    private readonly byte[] _fixed = GC.AllocateArray<byte>((2 * IdSize) + (2 * Sha256.Size), pinned: true);
    private readonly Statement _insert;
    private readonly WriterState _state;
    private byte[] _call = GC.AllocateArray<byte>(256, pinned: true);
    private string? _type;
    private string? _author;
    private bool? _hasCausation;

    public EventRow(Connection connection, WriterState state)
    {
        _state = state;
        _insert = connection.Prepared("""
            INSERT INTO events (position, stream, version, category, type, author, recorded_at, id, causation, content_hash, chain_hash, call, data, id_group)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """);
        _insert.BindInPlace(8, Address(0), IdSize)
            .BindInPlace(10, Address(2 * IdSize), Sha256.Size)
            .BindInPlace(11, Address((2 * IdSize) + Sha256.Size), Sha256.Size);
    }

    /// <summary>Sets what the rows of an append share.</summary>
    /// <param name="recordedAt">Microseconds since 1970.</param>
    public void Begin(StreamState stream, long recordedAt)
    {
        _insert.Bind(2, stream.Id).Bind(4, stream.Category).Bind(7, recordedAt).Bind(14, stream.Id);
        (_type, _author) = (null, null);
    }

    /// <summary>Inserts one row.</summary>
    public void Insert(NewEvent e, long stream, long version, long position, in Sha256 content, in Sha256 chain)
    {
        e.Id.Value.TryWriteBytes(_fixed, bigEndian: true, out _);
        content.AsSpan().CopyTo(_fixed.AsSpan(2 * IdSize));
        chain.AsSpan().CopyTo(_fixed.AsSpan((2 * IdSize) + Sha256.Size));
        _insert.Bind(1, position).Bind(3, version).Bind(14, EventSchema.IdGroup(e.Id, stream));
        BindNames(e);
        BindCausation(e.Causation);
        BindCall(e.Call);
        fixed (byte* data = e.Data.Span)
        {
            _insert.BindTextInPlace(13, data is null ? Address(0) : data, e.Data.Length).Execute();
        }
    }

    private void BindNames(NewEvent e)
    {
        if (!ReferenceEquals(e.Type, _type))
        {
            _insert.Bind(5, _state.Number(e.Type));
            _type = e.Type;
        }

        if (!ReferenceEquals(e.Author, _author))
        {
            _insert.Bind(6, _state.Number(e.Author));
            _author = e.Author;
        }
    }

    private void BindCausation(EventId? causation)
    {
        causation?.Value.TryWriteBytes(_fixed.AsSpan(IdSize), bigEndian: true, out _);
        if (_hasCausation == causation is not null)
        {
            return;
        }

        _hasCausation = causation is not null;
        _ = causation is null ? _insert.BindNull(9) : _insert.BindInPlace(9, Address(IdSize), IdSize);
    }

    private void BindCall(CallId? call)
    {
        if (call is not { } id)
        {
            _insert.BindNull(12);
            return;
        }

        if (_call.Length < Encoding.UTF8.GetMaxByteCount(id.Value.Length))
        {
            _call = GC.AllocateArray<byte>(Encoding.UTF8.GetMaxByteCount(id.Value.Length), pinned: true);
        }

        var length = Encoding.UTF8.GetBytes(id.Value, _call);
        fixed (byte* utf8 = _call)
        {
            _insert.BindTextInPlace(12, utf8, length);
        }
    }

    // The array is pinned for good: its address outlives the fixed statement.
    private byte* Address(int offset)
    {
        fixed (byte* start = _fixed)
        {
            return start + offset;
        }
    }
}
