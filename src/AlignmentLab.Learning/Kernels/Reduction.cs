using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlignmentLab.Learning.Kernels;

/// <summary>Sums in one fixed order, the same whatever the width of the hardware's vectors.</summary>
internal static unsafe class Reduction
{
    /// <summary>Partial sums.</summary>
    private const int Lanes = 16;

    /// <summary>
    /// Element i goes to partial sum i mod 16, in order; these are then added in pairs 8, 4, 2 and 1 apart.
    /// </summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        fixed (float* first = values)
        {
            return Sum(first, values.Length, LaneWidths.Best);
        }
    }

    public static float Sum(float* values, nint count, LaneWidth width) => width switch
    {
        LaneWidth.Bits512 => Sum<Lanes512, Vector512<float>>(values, count),
        LaneWidth.Bits256 => Sum<Lanes256, Vector256<float>>(values, count),
        LaneWidth.Bits128 => Sum<Lanes128, Vector128<float>>(values, count),
        _ => Sum<Lanes32, float>(values, count),
    };

    /// <summary>The sum of the products of elements at the same place, in the order of <see cref="Sum(ReadOnlySpan{float})"/>; each is added with one rounding.</summary>
    public static float SumOfProducts(float* a, float* b, nint count, LaneWidth width) => width switch
    {
        LaneWidth.Bits512 => SumOfProducts<Lanes512, Vector512<float>>(a, b, count),
        LaneWidth.Bits256 => SumOfProducts<Lanes256, Vector256<float>>(a, b, count),
        LaneWidth.Bits128 => SumOfProducts<Lanes128, Vector128<float>>(a, b, count),
        _ => SumOfProducts<Lanes32, float>(a, b, count),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum<TLanes, TVector>(float* values, nint count)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var partial = stackalloc float[Lanes];
        var whole = count - (count % Lanes);
        for (nint lane = 0; lane < Lanes; lane += TLanes.Width)
        {
            var sum = TLanes.Broadcast(0);
            for (var i = lane; i < whole; i += Lanes)
            {
                sum = TLanes.Add(sum, TLanes.Load(values + i));
            }

            TLanes.Store(partial + lane, sum);
        }

        for (var i = whole; i < count; i++)
        {
            partial[i - whole] += values[i];
        }

        return Folded(partial);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float SumOfProducts<TLanes, TVector>(float* a, float* b, nint count)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var partial = stackalloc float[Lanes];
        var whole = count - (count % Lanes);
        for (nint lane = 0; lane < Lanes; lane += TLanes.Width)
        {
            var sum = TLanes.Broadcast(0);
            for (var i = lane; i < whole; i += Lanes)
            {
                sum = TLanes.MultiplyAdd(TLanes.Load(a + i), TLanes.Load(b + i), sum);
            }

            TLanes.Store(partial + lane, sum);
        }

        for (var i = whole; i < count; i++)
        {
            partial[i - whole] = MathF.FusedMultiplyAdd(a[i], b[i], partial[i - whole]);
        }

        return Folded(partial);
    }

    private static float Folded(float* partial)
    {
        for (var apart = Lanes / 2; apart > 0; apart /= 2)
        {
            for (var i = 0; i < apart; i++)
            {
                partial[i] += partial[i + apart];
            }
        }

        return partial[0];
    }
}
