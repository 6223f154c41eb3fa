using System.Runtime.CompilerServices;

namespace AlignmentLab.Numerics;

public static partial class PortableMath
{
    private const double SixtyFourOverLn2 = 92.33248261689366;

    // ln 2 / 64 as the sum of two doubles.
    private const double Ln2Over64High = 0.010830424696249145;
    private const double Ln2Over64Low = 3.623510646634843e-19;

    /// <summary>e to the power x; worst error 0.501 ulp, also where the result is subnormal.</summary>
    /// <returns>Infinity above 709.79, 0 below -745.14, NaN for NaN.</returns>
    public static double Exp(double x)
    {
        if (!(Math.Abs(x) <= 746))
            return double.IsNaN(x) ? double.NaN : x > 0 ? double.PositiveInfinity : 0;

        var (high, low) = ExpParts(x, 0, out var exponent);
        return Scale(high, low, exponent);
    }

    /// <summary>e to the power x, less 1, without loss near 0; worst error 0.501 ulp.</summary>
    /// <returns>Infinity above 709.79, -1 for minus infinity, NaN for NaN; an argument of either zero comes back as it is.</returns>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) < 1.0 / (1L << 54))
            return x;
        if (!(x > -38 && x < 60))
            return x < 0 ? -1 : Exp(x);

        var (high, low) = Expm1Parts(x);
        return high + low;
    }

    /// <summary>The hyperbolic tangent; worst error 0.501 ulp.</summary>
    /// <returns>1 or -1 for an infinity, NaN for NaN; an argument of either zero comes back as it is.</returns>
    public static double Tanh(double x)
    {
        var size = Math.Abs(x);
        if (size < 1.0 / (1 << 27))
            return x;
        if (!(size < 19.0625))
            return double.IsNaN(x) ? double.NaN : Math.CopySign(1, x);

        // tanh x = t / (t + 2) with t = e^2x - 1, divided as pairs.
        var (high, low) = Expm1Parts(2 * size);
        var (divisor, divisorLow) = Sum(high, 2);
        divisorLow += low;
        var quotient = high / divisor;
        var remainder = Math.FusedMultiplyAdd(-quotient, divisor, high);
        var tail = (remainder + Math.FusedMultiplyAdd(-quotient, divisorLow, low)) / divisor;
        return Math.CopySign(quotient + tail, x);
    }

    /// <summary>e^x - 1 as a pair, for 2^-54 &lt;= |x| &lt; 60.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) Expm1Parts(double x)
    {
        if (Math.Abs(x) < Ln2Over64High / 2)
        {
            var (start, rest) = ExpStart(x);
            return OrderedSum(start, rest + ExpTail(x));
        }

        var (high, low) = ExpParts(x, 0, out var exponent);
        var scale = PowerOfTwo(exponent);
        var (difference, error) = Sum(high * scale, -1);
        return OrderedSum(difference, Math.FusedMultiplyAdd(low, scale, error));
    }

    /// <summary>
    /// e^(x + rest) = (High + Low) 2^exponent for |x| up to 746, accurate to about 2^-72: x is n ln 2 / 64 + r, 2^(n/64) is in
    /// the table, e^r a series.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) ExpParts(double x, double rest, out int exponent)
    {
        var shifted = Math.FusedMultiplyAdd(x, SixtyFourOverLn2, RoundingShift);
        var multiple = shifted - RoundingShift;
        var index = (int)BitConverter.DoubleToInt64Bits(shifted);
        exponent = index >> 6;

        // The first subtraction is exact: both sides are multiples of 2^-60 and the difference is below 2^-7.
        var reduced = Math.FusedMultiplyAdd(-multiple, Ln2Over64High, x);
        var part = multiple * Ln2Over64Low;
        var r = reduced - part;
        var (start, startLow) = ExpStart(r);
        var left = ((reduced - r) - part) + rest;
        var tail = ExpTail(r) + (startLow + Math.FusedMultiplyAdd(left, r, left));

        var row = (index & 63) * 2;
        double power = ExponentialTable[row], powerLow = ExponentialTable[row + 1];
        var (scaled, scaledLow) = Product(power, start);
        var (high, low) = OrderedSum(power, scaled);
        return (high, low + (scaledLow + Math.FusedMultiplyAdd(power, tail, Math.FusedMultiplyAdd(powerLow, start, powerLow))));
    }

    /// <summary>r + r^2/2, as a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) ExpStart(double r)
    {
        var half = 0.5 * r;
        var (square, squareLow) = Product(half, r);
        var (high, low) = OrderedSum(r, square);
        return (high, low + squareLow);
    }

    /// <summary>e^r - 1 - r - r^2/2 for |r| up to ln 2 / 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ExpTail(double r)
    {
        var square = r * r;
        var first = Math.FusedMultiplyAdd(r, 1.0 / 24, 1.0 / 6);
        var second = Math.FusedMultiplyAdd(square, 1.0 / 5040, Math.FusedMultiplyAdd(r, 1.0 / 720, 1.0 / 120));
        return square * r * Math.FusedMultiplyAdd(square, second, first);
    }

    /// <summary>(high + low) 2^exponent, rounded once, for a sum from just under 1 to 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Scale(double high, double low, int exponent)
    {
        var value = high + low;
        return exponent is > -1022 and < 1024 ? value * PowerOfTwo(exponent) : ScaleToTheEdge(high, low, exponent);
    }

    private static double ScaleToTheEdge(double high, double low, int exponent)
    {
        var value = high + low;
        if (exponent > 0)
            return value * PowerOfTwo(1023) * PowerOfTwo(exponent - 1023);
        if (exponent == -1022 && value >= 1)
            return value * PowerOfTwo(-1022);

        // Beside this number the last place is that of the subnormal result, so the sum is rounded where the result ends.
        var beside = PowerOfTwo(-1022 - exponent);
        var (sum, error) = OrderedSum(beside, high);
        return (sum + (error + low) - beside) * PowerOfTwo(exponent + 128) * PowerOfTwo(-128);
    }
}
