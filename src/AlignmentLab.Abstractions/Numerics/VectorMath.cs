using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlignmentLab.Numerics;

/// <summary>
/// Elementary functions of many numbers at once, for sweeps over large tables. Each lane goes through the same operations, whose
/// results IEEE 754 fixes, so a result has the same bits whatever the processor and the width of its vectors. It need not have those
/// of <see cref="PortableMath"/>, which is slower and nearer to the exact value.
/// </summary>
public static class VectorMath
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Added to a double below 2^51 in size, it leaves the nearest whole number in the low bits.
    private const double RoundingShift = 6755399441055744.0;

    // 1/2!, 1/3!, ... 1/13!: what is left off is below 5e-18 where |r| is at most ln 2 / 2.
    private static readonly double[] ExpSeries =
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    // 2/23, 2/21, ... 2/3 of the series of the area tangent.
    private static readonly double[] LogSeries = [.. Enumerable.Range(1, 11).Reverse().Select(i => 2.0 / ((2 * i) + 1))];

    /// <summary>e to the power of each lane, to within 2 units in the last place. Below -708 it is 0.</summary>
    /// <param name="x">At most 709; no NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        var clamped = Vector.Max(x, new Vector<double>(-708.0));
        var shifted = Vector.FusedMultiplyAdd(clamped, new Vector<double>(Log2E), new Vector<double>(RoundingShift));
        var whole = shifted - new Vector<double>(RoundingShift);
        var r = Vector.FusedMultiplyAdd(whole, new Vector<double>(-Ln2High), clamped);
        r = Vector.FusedMultiplyAdd(whole, new Vector<double>(-Ln2Low), r);
        var sum = new Vector<double>(ExpSeries[0]);
        for (var i = 1; i < ExpSeries.Length; i++)
        {
            sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(ExpSeries[i]));
        }

        sum = Vector.FusedMultiplyAdd(sum * r, r, r) + Vector<double>.One;
        var power = Vector.ShiftLeft(Vector.AsVectorInt64(shifted), 52);
        var scaled = Vector.AsVectorDouble(Vector.AsVectorInt64(sum) + power);
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<double>(-708.0)), Vector<double>.Zero, scaled);
    }

    /// <summary>The natural logarithm of each lane, to within 2 units in the last place away from 1 and 1e-16 near it.</summary>
    /// <param name="x">Normal numbers above 0: 2.3e-308 and more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        // x = 2^e m with m from sqrt(1/2) to sqrt(2).
        var bits = Vector.AsVectorInt64(x);
        var exponent = Vector.ShiftRightArithmetic(bits - new Vector<long>(0x3FE6A09E667F3BCD), 52);
        var m = Vector.AsVectorDouble(bits - Vector.ShiftLeft(exponent, 52));
        var e = Vector.ConvertToDouble(exponent);
        var f = m - Vector<double>.One;
        var s = f / (m + Vector<double>.One);
        var square = s * s;
        var sum = new Vector<double>(LogSeries[0]);
        for (var i = 1; i < LogSeries.Length; i++)
        {
            sum = Vector.FusedMultiplyAdd(sum, square, new Vector<double>(LogSeries[i]));
        }

        // log m = 2 s + s^3 (...), with 2 s = f - s f.
        var rest = Vector.FusedMultiplyAdd(sum * square, s, -(s * f));
        return Vector.FusedMultiplyAdd(e, new Vector<double>(Ln2High), f + Vector.FusedMultiplyAdd(e, new Vector<double>(Ln2Low), rest));
    }
}
