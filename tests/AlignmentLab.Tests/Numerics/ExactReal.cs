using System.Numerics;

namespace AlignmentLab.Tests.Numerics;

/// <summary>Value / 2^FractionBits: a real number far closer than a double can be, to measure doubles against.</summary>
internal readonly record struct ExactReal(BigInteger Value, int FractionBits)
{
    public static ExactReal Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = exponent == 0 ? bits & 0xFFFFFFFFFFFFF : (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        var signed = bits < 0 ? -mantissa : mantissa;
        var fractionBits = 1075 - Math.Max(exponent, 1);
        return fractionBits < 0 ? new ExactReal(signed << -fractionBits, 0) : new ExactReal(signed, fractionBits);
    }

    /// <summary>The same number with this many fraction bits, rounded down where they are fewer.</summary>
    public ExactReal At(int fractionBits) => new(
        fractionBits >= FractionBits ? Value << (fractionBits - FractionBits) : Value >> (FractionBits - fractionBits), fractionBits);

    /// <summary>How far the double is off, in units of the last place of a double of this number's size.</summary>
    public double UlpsFrom(double approximation)
    {
        var bits = Math.Max(FractionBits, 1074) + 64;
        var (exact, found) = (At(bits).Value, Of(approximation).At(bits).Value);

        // The last place of a number with its top bit at 2^e is 2^(e - 52), and never below 2^-1074.
        var last = Math.Max((int)BigInteger.Abs(exact).GetBitLength() - 53, bits - 1074);
        return (double)((BigInteger.Abs(exact - found) << 30) >> last) / (1 << 30);
    }
}
