using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>x (1 + t) / 2, with t = tanh(sqrt(2 / pi) (x + 0.044715 x^3)).</summary>
internal readonly struct GeluFunction : IScalarFunction
{
    private const float Root = 0.7978845608f;
    private const float Cubic = 0.044715f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var half = TLanes.Multiply(x, TLanes.Broadcast(0.5f));
        return TLanes.MultiplyAdd(half, Tanh<TLanes, TVector>(x), half);
    }

    /// <summary>(1 + t) / 2 + x (1 - t^2) / 2 * sqrt(2 / pi) (1 + 3 * 0.044715 x^2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var one = TLanes.Broadcast(1f);
        var half = TLanes.Broadcast(0.5f);
        var t = Tanh<TLanes, TVector>(x);
        var inner = TLanes.MultiplyAdd(TLanes.Multiply(x, x), TLanes.Broadcast(3 * Cubic * Root), TLanes.Broadcast(Root));
        var slope = TLanes.Multiply(TLanes.Subtract(one, TLanes.Multiply(t, t)), inner);
        return TLanes.Multiply(half, TLanes.MultiplyAdd(x, slope, TLanes.Add(one, t)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tanh<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var square = TLanes.Multiply(x, x);
        var factor = TLanes.MultiplyAdd(square, TLanes.Broadcast(Cubic * Root), TLanes.Broadcast(Root));
        return FloatFunctions.Tanh<TLanes, TVector>(TLanes.Multiply(x, factor));
    }
}
