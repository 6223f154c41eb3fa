using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>tanh x; the derivative follows from the value: 1 - y^2.</summary>
internal readonly struct TanhFunction : IScalarFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => FloatFunctions.Tanh<TLanes, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Subtract(TLanes.Broadcast(1f), TLanes.Multiply(y, y));
}

/// <summary>max(x, 0).</summary>
internal readonly struct ReluFunction : IScalarFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Select(TLanes.LessThan(x, TLanes.Broadcast(0f)), TLanes.Broadcast(0f), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.Select(TLanes.LessThan(TLanes.Broadcast(0f), x), TLanes.Broadcast(1f), TLanes.Broadcast(0f));
}

/// <summary>1 / (1 + exp(-x)); the derivative is y (1 - y).</summary>
internal readonly struct SigmoidFunction : IScalarFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => FloatFunctions.Logistic<TLanes, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(y, TLanes.Subtract(TLanes.Broadcast(1f), y));
}

/// <summary>exp x.</summary>
internal readonly struct ExpFunction : IScalarFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => FloatFunctions.Exp<TLanes, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => y;
}

/// <summary>The natural logarithm.</summary>
internal readonly struct LogFunction : IScalarFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => FloatFunctions.Log<TLanes, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Divide(TLanes.Broadcast(1f), x);
}
