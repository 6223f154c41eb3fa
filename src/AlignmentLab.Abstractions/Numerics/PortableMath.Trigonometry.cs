using System.Runtime.CompilerServices;

namespace AlignmentLab.Numerics;

public static partial class PortableMath
{
    /// <summary>Below this the series' second term is less than half a unit in the last place.</summary>
    private const double SineIsItsArgument = 1.0 / (1 << 26);

    /// <summary>The sine of an angle in radians; worst error 0.501 ulp.</summary>
    /// <returns>NaN for an infinity or NaN; an argument of either zero comes back as it is.</returns>
    public static double Sin(double x)
    {
        if (Math.Abs(x) < SineIsItsArgument)
            return x;
        if (!double.IsFinite(x))
            return double.NaN;

        var quarter = ReduceAngle(x, out var angle, out var rest);
        var value = (quarter & 1) == 0 ? ReducedSin(angle, rest) : ReducedCos(angle, rest);
        return (quarter & 2) == 0 ? value : -value;
    }

    /// <summary>The cosine of an angle in radians; worst error 0.501 ulp.</summary>
    /// <returns>NaN for an infinity or NaN.</returns>
    public static double Cos(double x)
    {
        if (!double.IsFinite(x))
            return double.NaN;

        var quarter = ReduceAngle(x, out var angle, out var rest);
        var value = (quarter & 1) == 0 ? ReducedCos(angle, rest) : ReducedSin(angle, rest);
        return ((quarter + 1) & 2) == 0 ? value : -value;
    }

    /// <summary>Both at once, the same bits as <see cref="Sin"/> and <see cref="Cos"/>.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        if (Math.Abs(x) < SineIsItsArgument)
            return (x, 1);
        if (!double.IsFinite(x))
            return (double.NaN, double.NaN);

        var quarter = ReduceAngle(x, out var angle, out var rest);
        var sin = ReducedSin(angle, rest);
        var cos = ReducedCos(angle, rest);
        return (quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>sin(c + d) = sin c + cos c d + (sin c (cos d - 1) + cos c (sin d - d)), c the nearest j/64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ReducedSin(double angle, double rest)
    {
        var row = SineRow(angle, ref rest, out var d);
        double sin = row[0], cos = row[2];
        var (linear, linearError) = Product(cos, d);
        var (high, low) = OrderedSum(sin, linear);
        var square = d * d;
        var tail = Math.FusedMultiplyAdd(sin, CosMinusOne(square), cos * SinMinusArgument(square, d));
        tail += Math.FusedMultiplyAdd(row[3], d, row[1]) + (rest * Math.FusedMultiplyAdd(-sin, d, cos));
        var value = high + (low + (linearError + tail));
        return angle < 0 ? -value : value;
    }

    /// <summary>cos(c + d) = cos c - sin c d + (cos c (cos d - 1) - sin c (sin d - d)), c the nearest j/64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ReducedCos(double angle, double rest)
    {
        var row = SineRow(angle, ref rest, out var d);
        double sin = row[0], cos = row[2];
        var (linear, linearError) = Product(-sin, d);
        var (high, low) = OrderedSum(cos, linear);
        var square = d * d;
        var tail = Math.FusedMultiplyAdd(cos, CosMinusOne(square), -sin * SinMinusArgument(square, d));
        tail += Math.FusedMultiplyAdd(-row[1], d, row[3]) - (rest * Math.FusedMultiplyAdd(cos, d, sin));
        return high + (low + (linearError + tail));
    }

    /// <summary>The table row nearest to |angle|, the distance from it, and <paramref name="rest"/> given the sign of |angle|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<double> SineRow(double angle, ref double rest, out double d)
    {
        var size = Math.Abs(angle);
        rest = angle < 0 ? -rest : rest;
        var row = (int)((size * 64) + 0.5);
        d = size - (row * (1.0 / 64));
        return SineTable.Slice(row * 4, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double CosMinusOne(double square) => square * Math.FusedMultiplyAdd(
        square, Math.FusedMultiplyAdd(square, -1.0 / 720, 1.0 / 24), -0.5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SinMinusArgument(double square, double d) => square * d * Math.FusedMultiplyAdd(
        square, Math.FusedMultiplyAdd(square, -1.0 / 5040, 1.0 / 120), -1.0 / 6);
}
