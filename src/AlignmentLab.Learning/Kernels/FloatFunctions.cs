using System.Runtime.CompilerServices;

namespace AlignmentLab.Learning.Kernels;

/// <summary>
/// exp, log, tanh and the logistic function of floats, as polynomials that every vector width evaluates with the same operations
/// in the same order. Coefficients: S. L. Moshier, Cephes Mathematical Library (single precision), 1989. Errors stay under 3 units
/// in the last place.
/// </summary>
internal static class FloatFunctions
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Adding it to a float below 2^22 in magnitude rounds that to an integer, to even in ties.</summary>
    private const float Rounding = 12582912f;

    [MethodImpl(Inline)]
    public static TVector Exp<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        // Beyond these the result is 0 or infinity anyway; a NaN passes both comparisons.
        x = TLanes.Select(TLanes.LessThan(TLanes.Broadcast(89f), x), TLanes.Broadcast(89f), x);
        x = TLanes.Select(TLanes.LessThan(x, TLanes.Broadcast(-104f)), TLanes.Broadcast(-104f), x);
        var (n, mantissa) = ReducedExp<TLanes, TVector>(x);

        // In two steps, since 2^n itself may be subnormal or infinite where the result is not.
        var half = Round<TLanes, TVector>(TLanes.Multiply(n, TLanes.Broadcast(0.5f)));
        return TLanes.Multiply(
            TLanes.Multiply(mantissa, PowerOfTwo<TLanes, TVector>(half)), PowerOfTwo<TLanes, TVector>(TLanes.Subtract(n, half)));
    }

    [MethodImpl(Inline)]
    public static TVector Tanh<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var magnitude = TLanes.And(x, TLanes.Broadcast(BitConverter.UInt32BitsToSingle(0x7FFFFFFF)));
        var sign = TLanes.And(x, TLanes.Broadcast(-0f));

        // tanh is 1 in single precision from 9.02 on; up to 10 the exponent below stays small, so one power of two is enough.
        var bounded = TLanes.Select(TLanes.LessThan(TLanes.Broadcast(10f), magnitude), TLanes.Broadcast(10f), magnitude);
        var (n, mantissa) = ReducedExp<TLanes, TVector>(TLanes.Add(bounded, bounded));
        var exp = TLanes.Multiply(mantissa, PowerOfTwo<TLanes, TVector>(n));
        var one = TLanes.Broadcast(1f);
        var large = TLanes.Subtract(one, TLanes.Divide(TLanes.Broadcast(2f), TLanes.Add(exp, one)));

        var square = TLanes.Multiply(x, x);
        var p = TLanes.Broadcast(-5.70498872745e-3f);
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(2.06390887954e-2f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(-5.37397155531e-2f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(1.33314422036e-1f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(-3.33332819422e-1f));
        var small = TLanes.MultiplyAdd(TLanes.Multiply(p, square), x, x);
        return TLanes.Select(TLanes.LessThan(magnitude, TLanes.Broadcast(0.625f)), small, TLanes.Or(large, sign));
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(Inline)]
    public static TVector Logistic<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var one = TLanes.Broadcast(1f);
        return TLanes.Divide(one, TLanes.Add(one, Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Broadcast(-0f), x))));
    }

    /// <summary>The natural logarithm; -infinity of 0, NaN below.</summary>
    [MethodImpl(Inline)]
    public static TVector Log<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var zero = TLanes.Broadcast(0f);
        var one = TLanes.Broadcast(1f);
        var subnormal = TLanes.LessThan(x, TLanes.Broadcast(1.17549435e-38f));
        var scaled = TLanes.Select(subnormal, TLanes.Multiply(x, TLanes.Broadcast(8388608f)), x);
        var bias = TLanes.Select(subnormal, TLanes.Broadcast(8388608f + 126f + 23f), TLanes.Broadcast(8388608f + 126f));

        // x = m * 2^e with m in [sqrt(1/2), sqrt(2)).
        var e = TLanes.Subtract(TLanes.Or(TLanes.ShiftRight(scaled, 23), TLanes.Broadcast(8388608f)), bias);
        var m = TLanes.Or(TLanes.And(scaled, TLanes.Broadcast(BitConverter.UInt32BitsToSingle(0x007FFFFF))), TLanes.Broadcast(0.5f));
        var low = TLanes.LessThan(m, TLanes.Broadcast(0.707106781186547524f));
        e = TLanes.Select(low, TLanes.Subtract(e, one), e);
        m = TLanes.Subtract(TLanes.Select(low, TLanes.Add(m, m), m), one);

        var square = TLanes.Multiply(m, m);
        var p = TLanes.Broadcast(7.0376836292e-2f);
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(-1.1514610310e-1f));
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(1.1676998740e-1f));
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(-1.2420140846e-1f));
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(1.4249322787e-1f));
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(-1.6668057665e-1f));
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(2.0000714765e-1f));
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(-2.4999993993e-1f));
        p = TLanes.MultiplyAdd(p, m, TLanes.Broadcast(3.3333331174e-1f));
        var y = TLanes.Multiply(TLanes.Multiply(p, m), square);
        y = TLanes.MultiplyAdd(e, TLanes.Broadcast(-2.12194440e-4f), y);
        y = TLanes.MultiplyAdd(square, TLanes.Broadcast(-0.5f), y);
        var result = TLanes.MultiplyAdd(e, TLanes.Broadcast(0.693359375f), TLanes.Add(m, y));

        // Adding x keeps a NaN one.
        var notPositive = TLanes.Select(
            TLanes.LessThan(x, zero), TLanes.Broadcast(float.NaN), TLanes.Add(x, TLanes.Broadcast(float.NegativeInfinity)));
        result = TLanes.Select(TLanes.LessThan(TLanes.Broadcast(float.MaxValue), x), x, result);
        return TLanes.Select(TLanes.LessThan(zero, x), result, notPositive);
    }

    /// <summary>exp(x) = mantissa * 2^n with a whole n and the mantissa in [0.7, 1.42].</summary>
    [MethodImpl(Inline)]
    private static (TVector N, TVector Mantissa) ReducedExp<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var n = Round<TLanes, TVector>(TLanes.Multiply(x, TLanes.Broadcast(1.44269504088896341f)));

        // ln 2 in two parts, the first short enough for n times it to be exact.
        var r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-0.693359375f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(2.12194440e-4f), r);
        var p = TLanes.Broadcast(1.9875691500e-4f);
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(1.3981999507e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(8.3334519073e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(4.1665795894e-2f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(1.6666665459e-1f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(5.0000001201e-1f));
        p = TLanes.MultiplyAdd(p, TLanes.Multiply(r, r), r);
        return (n, TLanes.Add(p, TLanes.Broadcast(1f)));
    }

    [MethodImpl(Inline)]
    private static TVector Round<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.Subtract(TLanes.Add(x, TLanes.Broadcast(Rounding)), TLanes.Broadcast(Rounding));

    /// <summary>2^n for whole n in [-126, 127]: n plus the exponent's bias stands in the sum's low bits, and is shifted into place.</summary>
    [MethodImpl(Inline)]
    private static TVector PowerOfTwo<TLanes, TVector>(TVector n)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.ShiftLeft(TLanes.Add(n, TLanes.Broadcast(Rounding + 127f)), 23);
}
