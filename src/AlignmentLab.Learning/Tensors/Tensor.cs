namespace AlignmentLab.Learning.Tensors;

/// <summary>
/// A matrix of floats, row-major and without gaps, at a fixed address on a 64-byte boundary. Several tensors may be views of one
/// buffer.
/// </summary>
public sealed unsafe class Tensor
{
    /// <summary>Bytes of a cache line, and of the widest vector.</summary>
    private const int Alignment = 64;

    private readonly float[] _buffer;
    private readonly int _offset;

    /// <summary>A matrix of zeros.</summary>
    public Tensor(int rows, int columns)
        : this(Allocate(checked(rows * columns), out var offset), offset, rows, columns)
    {
    }

    private Tensor(float[] buffer, int offset, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + ((long)rows * columns), buffer.Length, nameof(columns));
        (_buffer, _offset, Rows, Columns) = (buffer, offset, rows, columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Length => Rows * Columns;

    public Span<float> Span => _buffer.AsSpan(_offset, Length);

    /// <summary>The first element. The buffer is pinned; the address holds as long as the tensor is reachable.</summary>
    internal float* Pointer => (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, _offset);

    public float this[int row, int column]
    {
        get => Span[(row * Columns) + column];
        set => Span[(row * Columns) + column] = value;
    }

    /// <summary>The elements from <paramref name="start"/> on, as a matrix of another shape over the same memory.</summary>
    public Tensor View(int start, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + ((long)rows * columns), Length, nameof(columns));
        return new Tensor(_buffer, _offset + start, rows, columns);
    }

    public static Tensor From(int rows, int columns, ReadOnlySpan<float> values)
    {
        var tensor = new Tensor(rows, columns);
        values.CopyTo(tensor.Span);
        return tensor;
    }

    private static float[] Allocate(int length, out int offset)
    {
        var buffer = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        var address = (nuint)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
        offset = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
        return buffer;
    }
}
