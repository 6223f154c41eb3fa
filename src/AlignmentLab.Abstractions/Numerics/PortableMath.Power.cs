namespace AlignmentLab.Numerics;

public static partial class PortableMath
{
    /// <summary>x to the power y; worst error 0.505 ulp. The special cases are those of IEEE 754 and C (annex F.10.4.4).</summary>
    /// <returns>NaN for a negative x with a y that is no whole number; 1 where y is 0 or x is 1, even beside NaN.</returns>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(x) || double.IsNaN(y))
            return double.NaN;

        var size = Math.Abs(x);
        if (double.IsInfinity(y))
            return size == 1 ? 1 : (size > 1) == (y > 0) ? double.PositiveInfinity : 0;

        var sign = x < 0 || BitConverter.DoubleToInt64Bits(x) < 0 ? SignOfPower(y) : 1;
        if (size == 0 || double.IsInfinity(size))
            return ((size == 0) == (y > 0) ? 0 : double.PositiveInfinity) * (sign == 0 ? 1 : sign);

        return sign == 0 ? double.NaN : sign * PositivePower(size, y);
    }

    /// <summary>The sign of a negative number's power: 1 for an even exponent, -1 for an odd one, 0 where there is none.</summary>
    private static double SignOfPower(double y) => !double.IsInteger(y) ? 0 : double.IsOddInteger(y) ? -1 : 1;

    private static double PositivePower(double x, double y)
    {
        var (logarithm, low) = LogParts(x, 0);
        (logarithm, low) = OrderedSum(logarithm, low);
        var (exponent, rest) = Product(y, logarithm);
        if (!(Math.Abs(exponent) <= 746))
            return exponent > 0 ? double.PositiveInfinity : 0;

        var (high, tail) = ExpParts(exponent, Math.FusedMultiplyAdd(y, low, rest), out var scale);
        return Scale(high, tail, scale);
    }
}
