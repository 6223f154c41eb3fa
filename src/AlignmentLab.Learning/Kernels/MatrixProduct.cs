using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Kernels;

/// <summary>
/// C += A B. Each element of C starts from what it holds and gains the products in the order of the inner dimension, each with
/// one rounding (fused multiply-add): the result has the same bits whatever the vector width, the blocking and the threads.
/// </summary>
internal static unsafe class MatrixProduct
{
    // A panel of B (256 rows, two vectors) stays in the first-level cache; the packed block of B and the rows of A in the second.
    private const int DepthBlock = 256;
    private const int RowBlock = 128;
    private const int ColumnBlock = 512;

    /// <summary>Multiply-adds below which another thread costs more than it saves.</summary>
    private const long WorthSplitting = 1 << 20;

    [ThreadStatic]
    private static Tensor? packed;

    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Add(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor c, WorkCrew crew)
    {
        var (rows, depth) = transposeA ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        var (bDepth, columns) = transposeB ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        if (depth != bDepth || rows != c.Rows || columns != c.Columns)
        {
            throw new ArgumentException($"A [{rows}, {depth}] times B [{bDepth}, {columns}] does not give C [{c.Rows}, {c.Columns}].", nameof(c));
        }

        var job = new Job(
            transposeA ? Factor.Transposed(a) : Factor.Of(a), transposeB ? Factor.Transposed(b) : Factor.Of(b), c.Pointer, rows, depth, columns);
        if (crew.Size == 1 || (long)rows * depth * columns < WorthSplitting)
        {
            job.Run(0, 1);
        }
        else
        {
            crew.Run(job);
        }
    }

    /// <summary>The product of strips of C, in lanes of the given width.</summary>
    public static void Add(Factor a, Factor b, float* c, nint cStride, nint rows, nint depth, nint columns, LaneWidth width)
    {
        switch (width)
        {
            case LaneWidth.Bits512:
                Add<Lanes512, Vector512<float>>(a, b, c, cStride, rows, depth, columns);
                break;
            case LaneWidth.Bits256:
                Add<Lanes256, Vector256<float>>(a, b, c, cStride, rows, depth, columns);
                break;
            case LaneWidth.Bits128:
                Add<Lanes128, Vector128<float>>(a, b, c, cStride, rows, depth, columns);
                break;
            default:
                Add<Lanes32, float>(a, b, c, cStride, rows, depth, columns);
                break;
        }
    }

    private static void Add<TLanes, TVector>(Factor a, Factor b, float* c, nint cStride, nint rows, nint depth, nint columns)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        nint panel = 2 * TLanes.Width;
        var buffer = (packed ??= new Tensor(DepthBlock, ColumnBlock)).Pointer;
        for (nint j = 0; j < columns; j += ColumnBlock)
        {
            var jCount = nint.Min(ColumnBlock, columns - j);
            for (nint p = 0; p < depth; p += DepthBlock)
            {
                var pCount = nint.Min(DepthBlock, depth - p);
                for (nint jj = 0; jj < jCount; jj += panel)
                {
                    var width = nint.Min(panel, jCount - jj);
                    if (!ReadInPlace(b, rows, width, panel))
                    {
                        PanelPacking.Pack(b.At(p, j + jj), pCount, width, panel, buffer + (jj * pCount));
                    }
                }

                for (nint i = 0; i < rows; i += RowBlock)
                {
                    var iCount = nint.Min(RowBlock, rows - i);
                    for (nint jj = 0; jj < jCount; jj += panel)
                    {
                        var width = nint.Min(panel, jCount - jj);
                        var target = c + (i * cStride) + j + jj;
                        if (ReadInPlace(b, rows, width, panel))
                        {
                            AddPanel<TLanes, TVector>(pCount, a.At(i, p), b.At(p, j + jj).Data, b.RowStride, target, cStride, iCount, width);
                        }
                        else
                        {
                            AddPanel<TLanes, TVector>(pCount, a.At(i, p), buffer + (jj * pCount), panel, target, cStride, iCount, width);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Packing pays only if several blocks of rows read the panel.</summary>
    private static bool ReadInPlace(Factor b, nint rows, nint width, nint panel) => b.ColumnStride == 1 && width == panel && rows <= 8;

    private static void AddPanel<TLanes, TVector>(
        nint depth, Factor a, float* b, nint bStride, float* c, nint cStride, nint rows, nint width)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        nint panel = 2 * TLanes.Width;
        var tile = stackalloc float[TLanes.BlockRows * 2 * TLanes.Width];
        nint i = 0;
        while (i < rows)
        {
            var left = rows - i;
            var height = left >= TLanes.BlockRows ? TLanes.BlockRows : left >= 4 ? 4 : 1;
            var target = c + (i * cStride);
            if (width == panel)
            {
                AddBlock<TLanes, TVector>(depth, a.At(i, 0), b, bStride, target, cStride, height);
            }
            else
            {
                Copy(target, cStride, tile, panel, height, width);
                AddBlock<TLanes, TVector>(depth, a.At(i, 0), b, bStride, tile, panel, height);
                Copy(tile, panel, target, cStride, height, width);
            }

            i += height;
        }
    }

    private static void AddBlock<TLanes, TVector>(nint depth, Factor a, float* b, nint bStride, float* c, nint cStride, int height)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        switch (height)
        {
            case 8:
                RegisterBlock<TLanes, TVector>.Add8(depth, a, b, bStride, c, cStride);
                break;
            case 4:
                RegisterBlock<TLanes, TVector>.Add4(depth, a, b, bStride, c, cStride);
                break;
            default:
                RegisterBlock<TLanes, TVector>.Add1(depth, a, b, bStride, c);
                break;
        }
    }

    private static void Copy(float* source, nint sourceStride, float* target, nint targetStride, nint rows, nint columns)
    {
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
            {
                target[(i * targetStride) + j] = source[(i * sourceStride) + j];
            }
        }
    }

    /// <summary>Strips of C along its longer side, cut at multiples of the widest register block.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Job(Factor a, Factor b, float* c, int rows, int depth, int columns) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            if (rows >= columns)
            {
                var (from, to) = Share.Of(rows, 8, part, parts);
                Add(a.At(from, 0), b, c + ((nint)from * columns), columns, to - from, depth, columns, LaneWidths.Best);
            }
            else
            {
                var (from, to) = Share.Of(columns, 32, part, parts);
                Add(a, b.At(0, from), c + from, columns, rows, depth, to - from, LaneWidths.Best);
            }
        }
    }
}
