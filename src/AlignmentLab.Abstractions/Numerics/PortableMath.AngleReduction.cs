using System.Runtime.CompilerServices;

namespace AlignmentLab.Numerics;

public static partial class PortableMath
{
    private const double TwoOverPi = 0.6366197723675814;

    // pi/2 as the sum of three doubles; what remains is below 2^-160.
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiMiddle = 6.123233995736766e-17;
    private const double HalfPiLow = -1.4973849048591698e-33;

    /// <summary>Up to here whole multiples of the parts of pi/2 leave enough bits in every double.</summary>
    private const double LargestShortReduction = 1 << 20;

    /// <summary>The bits of 2/pi from the weight 2^63 down, enough for the largest double.</summary>
    private static ReadOnlySpan<ulong> TwoOverPiBits =>
    [
        0x0000000000000000, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041,
        0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E,
        0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B,
        0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB,
    ];

    /// <summary>
    /// x = k pi/2 + angle + rest with |angle| at most a little over pi/4 and rest below its last place; to a 2^-65th part of
    /// the angle at worst.
    /// </summary>
    /// <returns>k modulo 4 in the two low bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReduceAngle(double x, out double angle, out double rest)
    {
        if (!(Math.Abs(x) <= LargestShortReduction))
            return ReduceLargeAngle(x, out angle, out rest);

        // Cody and Waite's reduction; the first subtraction is exact, since both sides are multiples of 2^-53 and the
        // difference is below 1.
        var shifted = Math.FusedMultiplyAdd(x, TwoOverPi, RoundingShift);
        var turns = shifted - RoundingShift;
        var (part, partError) = Product(turns, HalfPiMiddle);
        (angle, rest) = Sum(Math.FusedMultiplyAdd(-turns, HalfPiHigh, x), -part);
        rest -= Math.FusedMultiplyAdd(turns, HalfPiLow, partError);
        return (int)BitConverter.DoubleToInt64Bits(shifted);
    }

    /// <summary>
    /// Payne and Hanek's reduction in whole numbers: x = m 2^e, and of 2/pi only the 192 bits from the weight 2^(1-e) down
    /// matter, since those above give whole turns and those below less than the last of the 126 bits kept of the fraction. No
    /// double is nearer to a multiple of pi/2 than about 2^-61.
    /// </summary>
    private static int ReduceLargeAngle(double x, out double angle, out double rest)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        var position = (int)((bits >> 52) & 0x7FF) - 1075 + 62;
        var words = TwoOverPiBits.Slice(position >> 6, 4);
        var shift = position & 63;
        var top = Window(words[0], words[1], shift);
        var middle = Window(words[1], words[2], shift);
        var bottom = Window(words[2], words[3], shift);

        // The product modulo 4 quarter turns: 2 whole bits, then 126 of the fraction's 190.
        var product = (new UInt128(top * mantissa, 0) + ((UInt128)middle * mantissa)) + (((UInt128)bottom * mantissa) >> 64);
        var quarter = (int)(uint)(product >> 126);
        var fraction = product << 2;
        var negative = fraction >> 127 != 0;
        if (negative)
        {
            fraction = -fraction;
            quarter++;
        }

        // |fraction| < 1/2 in units of 2^-128, as the sum of two doubles of 53 bits each.
        var zeros = (int)UInt128.LeadingZeroCount(fraction);
        fraction <<= zeros;
        var high = (long)(ulong)(fraction >> 75) * PowerOfTwo(-53 - zeros);
        var low = (long)((ulong)(fraction >> 22) & 0x1FFFFFFFFFFFFF) * PowerOfTwo(-106 - zeros);

        var (scaled, error) = Product(high, HalfPiHigh);
        (angle, rest) = OrderedSum(scaled, error + Math.FusedMultiplyAdd(high, HalfPiMiddle, low * HalfPiHigh));
        if (negative != (x < 0))
            (angle, rest) = (-angle, -rest);

        return x < 0 ? -quarter : quarter;
    }

    private static ulong Window(ulong word, ulong next, int shift) =>
        (ulong)((new UInt128(word, next) << shift) >> 64);
}
