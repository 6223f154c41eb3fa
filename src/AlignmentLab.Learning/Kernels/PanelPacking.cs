using System.Runtime.Intrinsics;

namespace AlignmentLab.Learning.Kernels;

/// <summary>Copies a panel of B, some columns wide, so that its rows lie one after the other.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>Floats of a 128-bit vector, and the size of a square that is transposed in registers.</summary>
    private const int Square = 4;

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
        for (; b.RowStride == 1 && row <= depth - Square; row += Square)
        {
            nint column = 0;
            for (; column <= columns - Square; column += Square)
            {
                Transpose(b.At(row, column), target + (row * width) + column, width);
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

    /// <summary>Four columns of four consecutive floats become four rows.</summary>
    private static void Transpose(Factor b, float* target, nint width)
    {
        var v0 = Vector128.Load(b.Data);
        var v1 = Vector128.Load(b.Data + b.ColumnStride);
        var v2 = Vector128.Load(b.Data + (2 * b.ColumnStride));
        var v3 = Vector128.Load(b.Data + (3 * b.ColumnStride));
        var (low01, high01) = Interleave(v0, v1);
        var (low23, high23) = Interleave(v2, v3);
        Vector128.Create(low01.GetLower(), low23.GetLower()).Store(target);
        Vector128.Create(low01.GetUpper(), low23.GetUpper()).Store(target + width);
        Vector128.Create(high01.GetLower(), high23.GetLower()).Store(target + (2 * width));
        Vector128.Create(high01.GetUpper(), high23.GetUpper()).Store(target + (3 * width));
    }

    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> a, Vector128<float> b)
    {
        if (System.Runtime.Intrinsics.X86.Sse.IsSupported)
        {
            return (System.Runtime.Intrinsics.X86.Sse.UnpackLow(a, b), System.Runtime.Intrinsics.X86.Sse.UnpackHigh(a, b));
        }

        return (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));
    }
}
