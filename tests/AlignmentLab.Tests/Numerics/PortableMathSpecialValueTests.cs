using AlignmentLab.Numerics;
using Shouldly;
using Xunit;

#pragma warning disable xUnit1025 // The analyzer takes 0.0 and -0.0 for one value.

namespace AlignmentLab.Tests.Numerics;

/// <summary>The special cases of IEEE 754-2019 (section 9.2.1), to the sign of zero.</summary>
public sealed class PortableMathSpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(-0.0, -0.0)]
    [InlineData(5e-324, 5e-324)]
    [InlineData(-2.2250738585072e-308, -2.2250738585072e-308)]
    public void OddFunctions_AtZeroAndSubnormals_ReturnTheArgument(double x, double expected)
    {
        SameBits(PortableMath.Sin(x), expected);
        SameBits(PortableMath.SinCos(x).Sin, expected);
        SameBits(PortableMath.Expm1(x), expected);
        SameBits(PortableMath.Log1p(x), expected);
        SameBits(PortableMath.Tanh(x), expected);
        SameBits(PortableMath.Cos(x), 1);
        SameBits(PortableMath.Exp(x), 1);
    }

    [Theory]
    [InlineData(Infinity)]
    [InlineData(-Infinity)]
    [InlineData(double.NaN)]
    public void SinAndCos_OfNoFiniteAngle_AreNaN(double x)
    {
        SameBits(PortableMath.Sin(x), double.NaN);
        SameBits(PortableMath.Cos(x), double.NaN);
        SameBits(PortableMath.SinCos(x).Sin, double.NaN);
        SameBits(PortableMath.SinCos(x).Cos, double.NaN);
    }

    [Theory]
    [InlineData(Infinity, Infinity, Infinity, 1)]
    [InlineData(-Infinity, 0, -1, -1)]
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN)]
    [InlineData(double.MaxValue, Infinity, Infinity, 1)]
    [InlineData(double.MinValue, 0, -1, -1)]
    [InlineData(709.7827128933841, Infinity, Infinity, 1)]
    [InlineData(-745.1332191019412, 0, -1, -1)]
    public void Exponentials_AtTheirEnds_AreTheirLimits(double x, double exp, double expm1, double tanh)
    {
        SameBits(PortableMath.Exp(x), exp);
        SameBits(PortableMath.Expm1(x), expm1);
        SameBits(PortableMath.Tanh(x), tanh);
    }

    [Fact]
    public void Exp_OfTheLeastArgumentWithAResult_IsTheLeastDouble() =>
        SameBits(PortableMath.Exp(-745.1332191019411), double.Epsilon);

    [Theory]
    [InlineData(0.0, -Infinity)]
    [InlineData(-0.0, -Infinity)]
    [InlineData(1.0, 0)]
    [InlineData(Infinity, Infinity)]
    [InlineData(-5e-324, double.NaN)]
    [InlineData(-Infinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Log_OutsideOfItsDomainAndAtOne_IsTheLimitOrNaN(double x, double expected) => SameBits(PortableMath.Log(x), expected);

    [Theory]
    [InlineData(-1.0, -Infinity)]
    [InlineData(Infinity, Infinity)]
    [InlineData(-1.0000000000000002, double.NaN)]
    [InlineData(-Infinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Log1p_OutsideOfItsDomain_IsTheLimitOrNaN(double x, double expected) => SameBits(PortableMath.Log1p(x), expected);

    [Fact]
    public void AnyFunction_OfANaNWithAPayload_ReturnsTheOneNaN()
    {
        var other = BitConverter.UInt64BitsToDouble(0x7FF8000000000123);
        double[] results =
        [
            PortableMath.Sin(other), PortableMath.Cos(other), PortableMath.Exp(other), PortableMath.Expm1(other), PortableMath.Log(other),
            PortableMath.Log1p(other), PortableMath.Tanh(other), PortableMath.Pow(other, 2), PortableMath.Pow(2, other),
        ];
        results.ShouldAllBe(result => BitConverter.DoubleToInt64Bits(result) == BitConverter.DoubleToInt64Bits(double.NaN));
    }

    [Theory]
    [InlineData(double.NaN, 0.0, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(-1, Infinity, 1)]
    [InlineData(-1, -Infinity, 1)]
    [InlineData(0.5, Infinity, 0)]
    [InlineData(0.5, -Infinity, Infinity)]
    [InlineData(-2, Infinity, Infinity)]
    [InlineData(-2, -Infinity, 0)]
    [InlineData(0.0, 3, 0)]
    [InlineData(-0.0, 3, -0.0)]
    [InlineData(-0.0, 2, 0)]
    [InlineData(-0.0, 0.5, 0)]
    [InlineData(-0.0, -3, -Infinity)]
    [InlineData(-0.0, -2.5, Infinity)]
    [InlineData(0.0, -3, Infinity)]
    [InlineData(-Infinity, 3, -Infinity)]
    [InlineData(-Infinity, 0.5, Infinity)]
    [InlineData(-Infinity, -3, -0.0)]
    [InlineData(-Infinity, -4, 0)]
    [InlineData(Infinity, -0.5, 0)]
    [InlineData(-8, 1.0 / 3, double.NaN)]
    [InlineData(-2, 3, -8)]
    [InlineData(-2, 4, 16)]
    [InlineData(-1, 9007199254740993, 1)]
    [InlineData(-1, 9007199254740991, -1)]
    [InlineData(10, 309, Infinity)]
    [InlineData(-10, 309, -Infinity)]
    [InlineData(10, -324, 0)]
    [InlineData(-10, -325, -0.0)]
    [InlineData(2, -1074, 5e-324)]
    [InlineData(2, 1023, 8.98846567431158e307)]
    [InlineData(1e308, 1e308, Infinity)]
    [InlineData(0.9, 1e308, 0)]
    public void Pow_AtASpecialPoint_IsTheStandards(double x, double y, double expected) => SameBits(PortableMath.Pow(x, y), expected);

    private static void SameBits(double found, double expected) =>
        BitConverter.DoubleToInt64Bits(found).ShouldBe(BitConverter.DoubleToInt64Bits(expected), $"found {found:R}, expected {expected:R}");
}
