using System.Runtime.CompilerServices;

namespace AlignmentLab.Numerics;

/// <summary>
/// Elementary functions that give the same bits on every machine, which those of <see cref="Math"/> do not: they call the
/// platform's C library. Whatever enters a run's digest is computed with these.
/// </summary>
/// <remarks>
/// <para>
/// Only operations whose result IEEE 754 fixes are used: + - * /, fused multiply-add, comparisons, and operations on bits.
/// Every NaN that is returned is <see cref="double.NaN"/>, since processors differ in the NaN they make.
/// </para>
/// <para>
/// A function reduces its argument to the neighbourhood of a table entry and sums a short series there, the leading terms
/// as pairs of doubles (a value and its rounding error). So nearly every result is the double nearest to the exact value;
/// the worst error, in units in the last place, is stated at each function.
/// </para>
/// <para>
/// Sources: S. Gal and B. Bachelis, "An Accurate Elementary Mathematical Library for the IEEE Floating Point Standard"
/// (1991); P. T. P. Tang, "Table-Driven Implementation of the Exponential Function" (1989) and "... of the Logarithm
/// Function" (1990); M. Payne and R. Hanek, "Radian Reduction for Trigonometric Functions" (1983).
/// </para>
/// </remarks>
public static partial class PortableMath
{
    /// <summary>Added to a double below 2^51 in size, it leaves the nearest whole number in the low bits.</summary>
    private const double RoundingShift = 6755399441055744.0;

    /// <summary>The rounded sum, and exactly what the rounding left off. Needs |a| >= |b| or a = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) OrderedSum(double a, double b)
    {
        var sum = a + b;
        return (sum, b - (sum - a));
    }

    /// <summary>The rounded sum, and exactly what the rounding left off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) Sum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>The rounded product, and exactly what the rounding left off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double High, double Low) Product(double a, double b)
    {
        var product = a * b;
        return (product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>2 to a whole power between -1022 and 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((exponent + 1023L) << 52);
}
