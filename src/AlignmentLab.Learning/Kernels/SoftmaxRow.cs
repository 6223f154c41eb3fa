using System.Runtime.CompilerServices;

namespace AlignmentLab.Learning.Kernels;

/// <summary>exp(scale x) over its sum, of one row in place; the largest element is subtracted first, so that nothing overflows.</summary>
internal static unsafe class SoftmaxRow
{
    public static void Forward(float* row, int count, float scale)
    {
        var largest = row[0];
        for (var i = 1; i < count; i++)
        {
            largest = row[i] > largest ? row[i] : largest;
        }

        Elementwise.Run(new Exponential(row, largest, scale), 0, count);
        Elementwise.Run(new Quotient(row, Reduction.Sum(row, count, LaneWidths.Best)), 0, count);
    }

    /// <summary>Replaces the gradient by the probabilities by that by x: scale p (dp - sum of p dp).</summary>
    public static void Backward(float* probabilities, float* gradient, int count, float scale)
    {
        var sum = Reduction.SumOfProducts(probabilities, gradient, count, LaneWidths.Best);
        Elementwise.Run(new Gradient(probabilities, gradient, sum, scale), 0, count);
    }

    private readonly struct Exponential(float* row, float largest, float scale) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var x = TLanes.Subtract(TLanes.Load(row + index), TLanes.Broadcast(largest));
            TLanes.Store(row + index, FloatFunctions.Exp<TLanes, TVector>(TLanes.Multiply(x, TLanes.Broadcast(scale))));
        }
    }

    private readonly struct Quotient(float* row, float divisor) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(row + index, TLanes.Divide(TLanes.Load(row + index), TLanes.Broadcast(divisor)));
    }

    private readonly struct Gradient(float* probabilities, float* gradient, float sum, float scale) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var difference = TLanes.Subtract(TLanes.Load(gradient + index), TLanes.Broadcast(sum));
            TLanes.Store(gradient + index, TLanes.Multiply(
                TLanes.Multiply(TLanes.Load(probabilities + index), difference), TLanes.Broadcast(scale)));
        }
    }
}
