using System.Runtime.InteropServices;
using System.Text;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Numbers call ids from 0 in the order in which they come. An id takes its UTF-8 bytes and some 12 bytes beside.</summary>
internal sealed class CallTable
{
    private const int BlockBits = 15;
    private const int BlockSize = 1 << BlockBits;
    private const int Empty = 0;

    // Ids lie one after the other in blocks, each behind its length; one that does not fit in a block has one of its own.
    private readonly List<byte[]> _blocks = [];
    private readonly ChunkedList<int> _places = new();
    private int[] _slots = new int[64];
    private int _used = BlockSize;

    public int Count => _places.Count;

    public CallId this[int number] => new(Encoding.UTF8.GetString(Utf8(number)));

    public ReadOnlySpan<byte> Utf8(int number)
    {
        var place = _places[number];
        var rest = _blocks[place >> BlockBits].AsSpan(place & (BlockSize - 1));
        return rest.Slice(sizeof(int), MemoryMarshal.Read<int>(rest));
    }

    /// <summary>The number of an id; -1 where it has none.</summary>
    public int Find(CallId call)
    {
        Span<byte> buffer = stackalloc byte[256];
        var id = Encode(call, buffer);
        return _slots[Slot(id)] - 1;
    }

    /// <summary>Gives an id that has none the next number.</summary>
    public int Add(CallId call)
    {
        if (Count * 4 >= _slots.Length * 3)
        {
            Grow();
        }

        Span<byte> buffer = stackalloc byte[256];
        var id = Encode(call, buffer);
        _slots[Slot(id)] = Count + 1;
        Store(id);
        return Count - 1;
    }

    /// <summary>All numbers in the order of the ids.</summary>
    public int[] InOrder()
    {
        var order = new int[Count];
        var isSorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            isSorted &= i == 0 || Compare(i - 1, i) < 0;
        }

        if (!isSorted)
        {
            Array.Sort(order, Compare);
        }

        return order;
    }

    private int Compare(int left, int right) => CallOrder.Compare(Utf8(left), Utf8(right));

    private static ReadOnlySpan<byte> Encode(CallId call, Span<byte> buffer) =>
        Encoding.UTF8.TryGetBytes(call.Value, buffer, out var written) ? buffer[..written] : Encoding.UTF8.GetBytes(call.Value);

    // The slot that holds the id, or the empty one where it would be.
    private int Slot(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        var mask = _slots.Length - 1;
        var slot = hash.ToHashCode() & mask;
        while (_slots[slot] != Empty && !Utf8(_slots[slot] - 1).SequenceEqual(id))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Store(ReadOnlySpan<byte> id)
    {
        var size = sizeof(int) + id.Length;
        if (_used + size > BlockSize)
        {
            _blocks.Add(new byte[Math.Max(BlockSize, size)]);
            _used = 0;
        }

        var place = _blocks[^1].AsSpan(_used);
        MemoryMarshal.Write(place, id.Length);
        id.CopyTo(place[sizeof(int)..]);
        _places.Add(((_blocks.Count - 1) << BlockBits) | _used);
        _used += size;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var number = 0; number < Count; number++)
        {
            _slots[Slot(Utf8(number))] = number + 1;
        }
    }
}
