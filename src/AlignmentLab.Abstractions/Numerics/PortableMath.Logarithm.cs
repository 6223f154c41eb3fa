using System.Runtime.CompilerServices;

namespace AlignmentLab.Numerics;

public static partial class PortableMath
{
    // ln 2 as a multiple of 2^-42, so that its product with an exponent is exact, and what remains.
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;

    /// <summary>The bits of 90.5/128, where the table's first interval begins.</summary>
    private const long FirstMantissa = 0x3FE6A00000000000;

    /// <summary>The natural logarithm; worst error 0.501 ulp.</summary>
    /// <returns>Minus infinity for either zero, NaN below zero and for NaN, infinity for infinity.</returns>
    public static double Log(double x)
    {
        if (!(x > 0 && x < double.PositiveInfinity))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;

        var (high, low) = LogParts(x, 0);
        return high + low;
    }

    /// <summary>The natural logarithm of 1 + x, without loss near 0; worst error 0.501 ulp.</summary>
    /// <returns>
    /// Minus infinity for -1, NaN below it and for NaN, infinity for infinity; an argument of either zero comes back as it is.
    /// </returns>
    public static double Log1p(double x)
    {
        if (!(x > -1 && x < double.PositiveInfinity))
            return x == -1 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        if (Math.Abs(x) < 1.0 / 256)
        {
            if (Math.Abs(x) < 1.0 / (1L << 54))
                return x;
            var (start, rest) = LogStart(x);
            return start + (rest + LogTail(x));
        }

        var (sum, error) = Sum(1, x);
        var (high, low) = LogParts(sum, error);
        return high + low;
    }

    /// <summary>
    /// ln(x + rest) as a pair, accurate to a 2^-68th part, for a positive finite x and a rest below its last place: x is m 2^k, the
    /// table has c near 1/m, and ln x = k ln 2 - ln c + ln(1 + r) with r = c m - 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) LogParts(double x, double rest)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var subnormal = 0;
        if (bits < 0x10000000000000)
        {
            bits = BitConverter.DoubleToInt64Bits(x * PowerOfTwo(54));
            subnormal = 54;
        }

        var exponent = (int)((bits - FirstMantissa) >> 52);
        var mantissa = BitConverter.Int64BitsToDouble(bits - ((long)exponent << 52));
        var row = LogarithmTable.Slice(((int)((mantissa * 128) + 0.5) - 90) * 3, 3);
        var inverse = row[0];

        // c m is within 2 of 1, so that subtracting 1 is exact.
        var (product, error) = Product(mantissa, inverse);
        var r = product - 1;
        // Above 2^64 the 1 in 1 + x is nothing beside x, and its scale would leave the range of doubles.
        if (rest != 0 && exponent <= 64)
            error = Math.FusedMultiplyAdd(rest * PowerOfTwo(-exponent), inverse, error);

        var k = (double)(exponent - subnormal);
        var (start, startLow) = LogStart(r);
        var (high, low) = OrderedSum(Math.FusedMultiplyAdd(k, Ln2High, row[1]), start);
        low += startLow + Math.FusedMultiplyAdd(k, Ln2Low, row[2]);
        low += Math.FusedMultiplyAdd(error, Math.FusedMultiplyAdd(r, r, -r), error);
        return (high, low + LogTail(r));
    }

    /// <summary>r - r^2/2, as a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) LogStart(double r)
    {
        var half = -0.5 * r;
        var (square, squareLow) = Product(half, r);
        var (high, low) = OrderedSum(r, square);
        return (high, low + squareLow);
    }

    /// <summary>ln(1 + r) - r + r^2/2 for |r| up to 0.006.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogTail(double r)
    {
        var square = r * r;
        var first = Math.FusedMultiplyAdd(r, -1.0 / 4, 1.0 / 3);
        var second = Math.FusedMultiplyAdd(r, -1.0 / 6, 1.0 / 5);
        var third = Math.FusedMultiplyAdd(r, -1.0 / 8, 1.0 / 7);
        var fourth = Math.FusedMultiplyAdd(r, -1.0 / 10, 1.0 / 9);
        var tail = Math.FusedMultiplyAdd(square, Math.FusedMultiplyAdd(square, fourth, third), second);
        return square * r * Math.FusedMultiplyAdd(square, tail, first);
    }
}
