using System.Buffers;
using System.Text;
using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// Inserts a fixed number of rows into <c>events</c>. Ids, hashes and call ids are bound once, to memory that each use
/// overwrites, and payloads where they lie: most of what an insert costs beyond SQLite's own work is binding.
/// </summary>
internal sealed unsafe class InsertStatement
{
    private const int Parameters = 14;
    private const int IdSize = 16;
    private const int CausationAt = IdSize;
    private const int ContentAt = 2 * IdSize;
    private const int ChainAt = ContentAt + Sha256.Size;
    private const int CallAt = ChainAt + Sha256.Size;

    /// <summary>Bytes of a call id up to which it is put into the slot.</summary>
    private const int CallSize = 160;
    private const int SlotSize = CallAt + CallSize;

    private readonly byte[] _slots;
    private readonly MemoryHandle[] _payloads;
    private readonly Statement _statement;

    public InsertStatement(Connection connection, int rows)
    {
        Size = rows;
        _slots = GC.AllocateArray<byte>(rows * SlotSize, pinned: true);
        _payloads = new MemoryHandle[rows];

        // OR FAIL spares the copies that SQLite keeps to undo one statement of many rows: the whole transaction is rolled back.
        _statement = connection.Prepared(
            $"""
             INSERT OR FAIL INTO events (position, stream, version, category, type, author, recorded_at, id, id_group, causation, content_hash, chain_hash, call, data)
             VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(Values))}
             """);
        for (var row = 0; row < rows; row++)
        {
            _statement.BindInPlace(First(row) + 7, Address(row, 0), IdSize)
                .BindInPlace(First(row) + 10, Address(row, ContentAt), Sha256.Size)
                .BindInPlace(First(row) + 11, Address(row, ChainAt), Sha256.Size);
        }
    }

    /// <summary>How many rows one use inserts.</summary>
    public int Size { get; }

    public void Insert(ReadOnlySpan<Row> rows)
    {
        try
        {
            for (var i = 0; i < Size; i++)
            {
                Bind(i, rows[i]);
            }

            _statement.Execute();
        }
        finally
        {
            foreach (ref var payload in _payloads.AsSpan())
            {
                payload.Dispose();
            }
        }
    }

    private void Bind(int slot, in Row row)
    {
        var e = row.Event;
        var bytes = _slots.AsSpan(slot * SlotSize, SlotSize);
        e.Id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        row.Content.AsSpan().CopyTo(bytes[ContentAt..]);
        row.Chain.AsSpan().CopyTo(bytes[ChainAt..]);
        var first = First(slot);
        _statement.Bind(first, row.Position).Bind(first + 1, row.Stream).Bind(first + 2, row.Version).Bind(first + 3, row.Category)
            .Bind(first + 4, row.Type).Bind(first + 5, row.Author).Bind(first + 6, row.RecordedAt)
            .Bind(first + 8, EventSchema.IdGroup(e.Id, row.Stream));
        BindCausation(slot, e.Causation, bytes);
        BindCall(slot, e.Call, bytes[CallAt..]);
        var payload = _payloads[slot] = e.Data.Pin();
        _statement.BindTextInPlace(first + 13, payload.Pointer is null ? Address(slot, 0) : (byte*)payload.Pointer, e.Data.Length);
    }

    private void BindCausation(int slot, EventId? causation, Span<byte> bytes)
    {
        if (causation is { } id)
        {
            id.Value.TryWriteBytes(bytes[CausationAt..], bigEndian: true, out _);
            _statement.BindInPlace(First(slot) + 9, Address(slot, CausationAt), IdSize);
        }
        else
        {
            _statement.BindNull(First(slot) + 9);
        }
    }

    private void BindCall(int slot, CallId? call, Span<byte> bytes)
    {
        var parameter = First(slot) + 12;
        if (call is not { } id)
        {
            _statement.BindNull(parameter);
        }
        else if (Encoding.UTF8.TryGetBytes(id.Value, bytes, out var length))
        {
            _statement.BindTextInPlace(parameter, Address(slot, CallAt), length);
        }
        else
        {
            _statement.Bind(parameter, id.Value);
        }
    }

    private static int First(int row) => (row * Parameters) + 1;

    private static string Values(int row) => $"({string.Join(", ", Enumerable.Range(First(row), Parameters).Select(p => $"?{p}"))})";

    // The array is pinned for good: its addresses outlive the fixed statement.
    private byte* Address(int slot, int offset)
    {
        fixed (byte* start = _slots)
        {
            return start + (slot * SlotSize) + offset;
        }
    }
}
