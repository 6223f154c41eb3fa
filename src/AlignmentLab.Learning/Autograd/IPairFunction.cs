using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>A function of two elements at the same place.</summary>
internal interface IPairFunction
{
    /// <summary>y = f(a, b).</summary>
    static abstract TVector Value<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>The derivative of y by a.</summary>
    static abstract TVector ByFirst<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>The derivative of y by b.</summary>
    static abstract TVector BySecond<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>a + b.</summary>
internal readonly struct SumFunction : IPairFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ByFirst<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Broadcast(1f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector BySecond<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Broadcast(1f);
}

/// <summary>a - b.</summary>
internal readonly struct DifferenceFunction : IPairFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ByFirst<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Broadcast(1f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector BySecond<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Broadcast(-1f);
}

/// <summary>a b.</summary>
internal readonly struct ProductFunction : IPairFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ByFirst<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector BySecond<TLanes, TVector>(TVector a, TVector b)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => a;
}
