using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlignmentLab.Learning.Kernels;

/// <summary>Copies a panel of B, some columns wide, so that its rows lie one after the other.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>Side of a square that is transposed in registers: the floats of a 256-bit vector.</summary>
    private const int Square = 8;

    private const byte LowPairs = 0x44;
    private const byte HighPairs = 0xEE;

    /// <param name="columns">Columns that there are; those from there to <paramref name="width"/> become 0.</param>
    public static void Pack(Factor b, nint depth, nint columns, nint width, float* target)
    {
        if (columns < width)
        {
            new Span<float>(target, checked((int)(depth * width))).Clear();
        }

        if (b.ColumnStride == 1)
        {
            for (nint p = 0; p < depth; p++)
            {
                new ReadOnlySpan<float>(b.Data + (p * b.RowStride), (int)columns).CopyTo(new Span<float>(target + (p * width), (int)columns));
            }

            return;
        }

        nint row = 0;
        for (; Avx.IsSupported && b.RowStride == 1 && row <= depth - Square; row += Square)
        {
            nint column = 0;
            for (; column <= columns - Square; column += Square)
            {
                Transpose(b.At(row, column).Data, b.ColumnStride, target + (row * width) + column, width);
            }

            Copy(b, row, row + Square, column, columns, width, target);
        }

        Copy(b, row, depth, 0, columns, width, target);
    }

    private static void Copy(Factor b, nint fromRow, nint toRow, nint fromColumn, nint toColumn, nint width, float* target)
    {
        for (var p = fromRow; p < toRow; p++)
        {
            for (var j = fromColumn; j < toColumn; j++)
            {
                target[(p * width) + j] = b.Data[(p * b.RowStride) + (j * b.ColumnStride)];
            }
        }
    }

    /// <summary>Eight columns of eight consecutive floats become eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(float* source, nint stride, float* target, nint width)
    {
        var (a0, a1) = Interleave(Avx.LoadVector256(source), Avx.LoadVector256(source + stride));
        var (a2, a3) = Interleave(Avx.LoadVector256(source + (2 * stride)), Avx.LoadVector256(source + (3 * stride)));
        var (a4, a5) = Interleave(Avx.LoadVector256(source + (4 * stride)), Avx.LoadVector256(source + (5 * stride)));
        var (a6, a7) = Interleave(Avx.LoadVector256(source + (6 * stride)), Avx.LoadVector256(source + (7 * stride)));
        Store(Avx.Shuffle(a0, a2, LowPairs), Avx.Shuffle(a4, a6, LowPairs), target, width);
        Store(Avx.Shuffle(a0, a2, HighPairs), Avx.Shuffle(a4, a6, HighPairs), target + width, width);
        Store(Avx.Shuffle(a1, a3, LowPairs), Avx.Shuffle(a5, a7, LowPairs), target + (2 * width), width);
        Store(Avx.Shuffle(a1, a3, HighPairs), Avx.Shuffle(a5, a7, HighPairs), target + (3 * width), width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Interleave(Vector256<float> a, Vector256<float> b) =>
        (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));

    /// <summary>The low halves are one row, the high halves the row four below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> left, Vector256<float> right, float* row, nint width)
    {
        Avx.Store(row, Avx.Permute2x128(left, right, 0x20));
        Avx.Store(row + (4 * width), Avx.Permute2x128(left, right, 0x31));
    }
}
