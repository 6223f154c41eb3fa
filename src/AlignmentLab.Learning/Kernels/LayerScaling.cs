using System.Runtime.CompilerServices;

namespace AlignmentLab.Learning.Kernels;

/// <summary>Layer normalisation of single rows (Ba, Kiros and Hinton 2016), shared by training and inference.</summary>
internal static unsafe class LayerScaling
{
    /// <summary>Added to the variance: what <c>torch.nn.LayerNorm</c> adds.</summary>
    private const float Epsilon = 1e-5f;

    /// <summary>The row with mean 0 and variance 1, and that times the gain plus the bias.</summary>
    /// <param name="normalized">Gets the former; may be <paramref name="y"/>.</param>
    /// <returns>What the centred row was multiplied by.</returns>
    public static float Forward(float* x, float* gain, float* bias, float* normalized, float* y, int width)
    {
        var lanes = LaneWidths.Best;
        Elementwise.Run(new Shift(x, Reduction.Sum(x, width, lanes) / width, normalized), 0, width);
        var scale = 1 / MathF.Sqrt((Reduction.SumOfProducts(normalized, normalized, width, lanes) / width) + Epsilon);
        Elementwise.Run(new Scale(normalized, scale, gain, bias, y), 0, width);
        return scale;
    }

    /// <summary>Adds what the row's gradient <paramref name="dy"/> makes of the gradient of x.</summary>
    /// <param name="buffer">As wide as the row.</param>
    public static void Backward(float* dy, float* gain, float* normalized, float scale, float* dx, float* buffer, int width)
    {
        var lanes = LaneWidths.Best;
        Elementwise.Run(new Product(dy, gain, buffer), 0, width);
        var mean = Reduction.Sum(buffer, width, lanes) / width;
        var slope = Reduction.SumOfProducts(buffer, normalized, width, lanes) / width;
        Elementwise.Run(new Gradient(buffer, normalized, mean, slope, scale, dx), 0, width);
    }

    private readonly struct Shift(float* x, float by, float* y) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(y + index, TLanes.Subtract(TLanes.Load(x + index), TLanes.Broadcast(by)));
    }

    private readonly struct Scale(float* normalized, float scale, float* gain, float* bias, float* y) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var value = TLanes.Multiply(TLanes.Load(normalized + index), TLanes.Broadcast(scale));
            TLanes.Store(normalized + index, value);
            TLanes.Store(y + index, TLanes.MultiplyAdd(value, TLanes.Load(gain + index), TLanes.Load(bias + index)));
        }
    }

    private readonly struct Product(float* a, float* b, float* y) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(y + index, TLanes.Multiply(TLanes.Load(a + index), TLanes.Load(b + index)));
    }

    /// <summary>dx += scale (g - mean(g) - normalized * mean(g normalized)), g being dy times the gain.</summary>
    private readonly struct Gradient(float* g, float* normalized, float mean, float slope, float scale, float* dx) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var centred = TLanes.Subtract(TLanes.Load(g + index), TLanes.Broadcast(mean));
            var rest = TLanes.MultiplyAdd(TLanes.Load(normalized + index), TLanes.Broadcast(-slope), centred);
            TLanes.Store(dx + index, TLanes.MultiplyAdd(rest, TLanes.Broadcast(scale), TLanes.Load(dx + index)));
        }
    }
}
