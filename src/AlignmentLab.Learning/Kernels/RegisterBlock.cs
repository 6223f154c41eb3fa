using System.Runtime.CompilerServices;

namespace AlignmentLab.Learning.Kernels;

/// <summary>
/// The innermost loops of the matrix product: a block of C, some rows high and two vectors wide, is kept in registers while the
/// inner dimension is walked from its beginning to its end. Each element is one chain of fused multiply-adds, in order.
/// </summary>
/// <remarks>The accumulators are spelt out since only locals, not arrays, are kept in registers.</remarks>
internal static unsafe class RegisterBlock<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Adds A B to eight rows of C.</summary>
    /// <param name="depth">Length of the inner dimension.</param>
    /// <param name="a">The block's first row of A.</param>
    /// <param name="b">The panel of B: two vectors, then <paramref name="bStride"/> floats on the next two.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add8(nint depth, Factor a, float* b, nint bStride, float* c, nint cStride)
    {
        var (w, step) = ((nint)TLanes.Width, a.ColumnStride);
        var a0 = a.Data;
        var (r1, r2, r3) = (a.RowStride, 2 * a.RowStride, 3 * a.RowStride);
        var a4 = a0 + (4 * a.RowStride);
        var c4 = c + (4 * cStride);
        TVector c00 = TLanes.Load(c), c01 = TLanes.Load(c + w);
        TVector c10 = TLanes.Load(c + cStride), c11 = TLanes.Load(c + cStride + w);
        TVector c20 = TLanes.Load(c + (2 * cStride)), c21 = TLanes.Load(c + (2 * cStride) + w);
        TVector c30 = TLanes.Load(c + (3 * cStride)), c31 = TLanes.Load(c + (3 * cStride) + w);
        TVector c40 = TLanes.Load(c4), c41 = TLanes.Load(c4 + w);
        TVector c50 = TLanes.Load(c4 + cStride), c51 = TLanes.Load(c4 + cStride + w);
        TVector c60 = TLanes.Load(c4 + (2 * cStride)), c61 = TLanes.Load(c4 + (2 * cStride) + w);
        TVector c70 = TLanes.Load(c4 + (3 * cStride)), c71 = TLanes.Load(c4 + (3 * cStride) + w);
        for (var p = depth; p > 0; p--)
        {
            TVector b0 = TLanes.Load(b), b1 = TLanes.Load(b + w);
            var x = TLanes.Broadcast(a0[0]);
            (c00, c01) = (TLanes.MultiplyAdd(x, b0, c00), TLanes.MultiplyAdd(x, b1, c01));
            x = TLanes.Broadcast(a0[r1]);
            (c10, c11) = (TLanes.MultiplyAdd(x, b0, c10), TLanes.MultiplyAdd(x, b1, c11));
            x = TLanes.Broadcast(a0[r2]);
            (c20, c21) = (TLanes.MultiplyAdd(x, b0, c20), TLanes.MultiplyAdd(x, b1, c21));
            x = TLanes.Broadcast(a0[r3]);
            (c30, c31) = (TLanes.MultiplyAdd(x, b0, c30), TLanes.MultiplyAdd(x, b1, c31));
            x = TLanes.Broadcast(a4[0]);
            (c40, c41) = (TLanes.MultiplyAdd(x, b0, c40), TLanes.MultiplyAdd(x, b1, c41));
            x = TLanes.Broadcast(a4[r1]);
            (c50, c51) = (TLanes.MultiplyAdd(x, b0, c50), TLanes.MultiplyAdd(x, b1, c51));
            x = TLanes.Broadcast(a4[r2]);
            (c60, c61) = (TLanes.MultiplyAdd(x, b0, c60), TLanes.MultiplyAdd(x, b1, c61));
            x = TLanes.Broadcast(a4[r3]);
            (c70, c71) = (TLanes.MultiplyAdd(x, b0, c70), TLanes.MultiplyAdd(x, b1, c71));
            a0 += step;
            a4 += step;
            b += bStride;
        }

        Store(c, w, c00, c01);
        Store(c + cStride, w, c10, c11);
        Store(c + (2 * cStride), w, c20, c21);
        Store(c + (3 * cStride), w, c30, c31);
        Store(c4, w, c40, c41);
        Store(c4 + cStride, w, c50, c51);
        Store(c4 + (2 * cStride), w, c60, c61);
        Store(c4 + (3 * cStride), w, c70, c71);
    }

    /// <summary>As <see cref="Add8"/>, with four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add4(nint depth, Factor a, float* b, nint bStride, float* c, nint cStride)
    {
        var (w, step) = ((nint)TLanes.Width, a.ColumnStride);
        var a0 = a.Data;
        var (r1, r2, r3) = (a.RowStride, 2 * a.RowStride, 3 * a.RowStride);
        TVector c00 = TLanes.Load(c), c01 = TLanes.Load(c + w);
        TVector c10 = TLanes.Load(c + cStride), c11 = TLanes.Load(c + cStride + w);
        TVector c20 = TLanes.Load(c + (2 * cStride)), c21 = TLanes.Load(c + (2 * cStride) + w);
        TVector c30 = TLanes.Load(c + (3 * cStride)), c31 = TLanes.Load(c + (3 * cStride) + w);
        for (var p = depth; p > 0; p--)
        {
            TVector b0 = TLanes.Load(b), b1 = TLanes.Load(b + w);
            var x = TLanes.Broadcast(a0[0]);
            (c00, c01) = (TLanes.MultiplyAdd(x, b0, c00), TLanes.MultiplyAdd(x, b1, c01));
            x = TLanes.Broadcast(a0[r1]);
            (c10, c11) = (TLanes.MultiplyAdd(x, b0, c10), TLanes.MultiplyAdd(x, b1, c11));
            x = TLanes.Broadcast(a0[r2]);
            (c20, c21) = (TLanes.MultiplyAdd(x, b0, c20), TLanes.MultiplyAdd(x, b1, c21));
            x = TLanes.Broadcast(a0[r3]);
            (c30, c31) = (TLanes.MultiplyAdd(x, b0, c30), TLanes.MultiplyAdd(x, b1, c31));
            a0 += step;
            b += bStride;
        }

        Store(c, w, c00, c01);
        Store(c + cStride, w, c10, c11);
        Store(c + (2 * cStride), w, c20, c21);
        Store(c + (3 * cStride), w, c30, c31);
    }

    /// <summary>As <see cref="Add8"/>, with one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add1(nint depth, Factor a, float* b, nint bStride, float* c)
    {
        var (w, step) = ((nint)TLanes.Width, a.ColumnStride);
        var a0 = a.Data;
        TVector c0 = TLanes.Load(c), c1 = TLanes.Load(c + w);
        for (var p = depth; p > 0; p--)
        {
            var x = TLanes.Broadcast(a0[0]);
            (c0, c1) = (TLanes.MultiplyAdd(x, TLanes.Load(b), c0), TLanes.MultiplyAdd(x, TLanes.Load(b + w), c1));
            a0 += step;
            b += bStride;
        }

        Store(c, w, c0, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, nint w, TVector left, TVector right)
    {
        TLanes.Store(c, left);
        TLanes.Store(c + w, right);
    }
}
