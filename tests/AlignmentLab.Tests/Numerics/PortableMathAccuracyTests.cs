using AlignmentLab.Numerics;
using AlignmentLab.Randomness;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

/// <summary>The worst error found may not exceed what each function's documentation states.</summary>
public sealed class PortableMathAccuracyTests
{
    private const int Points = 4_000;

    [Theory]
    [InlineData(1e-9, 1)]
    [InlineData(0.5, 8)]
    [InlineData(8, 1e6)]
    [InlineData(1e6, 1e9)]
    [InlineData(1e9, 1e308)]
    public void SinAndCos_OverARange_AreWithinTheirBound(double from, double to)
    {
        foreach (var x in Spread(from, to))
        {
            Check(nameof(PortableMath.Sin), x, PortableMath.Sin(x), ExactMath.Sin(x), 0.501);
            Check(nameof(PortableMath.Cos), x, PortableMath.Cos(x), ExactMath.Cos(x), 0.501);
        }
    }

    /// <summary>Where the result is smallest, and an error of the reduction shows most.</summary>
    [Fact]
    public void SinAndCos_NextToMultiplesOfHalfPi_AreWithinTheirBound()
    {
        var draws = new Pcg64(24);
        for (var i = 0; i < Points; i++)
        {
            var x = (draws.NextInteger(1, 1 << 30) >> (i % 25)) * (Math.PI / 2);
            Check(nameof(PortableMath.Sin), x, PortableMath.Sin(x), ExactMath.Sin(x), 0.501);
            Check(nameof(PortableMath.Cos), x, PortableMath.Cos(x), ExactMath.Cos(x), 0.501);
        }
    }

    [Theory]
    [InlineData(1e-20, 0.01)]
    [InlineData(0.01, 8)]
    [InlineData(8, 708)]
    [InlineData(708, 745.1)]
    public void Exp_OverARange_IsWithinItsBound(double from, double to) =>
        CheckSpread(nameof(PortableMath.Exp), from, to, 0.501, PortableMath.Exp, ExactMath.Exp, x => x > 709 ? -x : x);

    [Theory]
    [InlineData(1e-20, 1e-5)]
    [InlineData(1e-5, 0.01)]
    [InlineData(0.01, 1)]
    [InlineData(1, 709)]
    public void Expm1_OverARange_IsWithinItsBound(double from, double to) =>
        CheckSpread(nameof(PortableMath.Expm1), from, to, 0.501, PortableMath.Expm1, ExactMath.Expm1);

    [Theory]
    [InlineData(1e-20, 1e-5)]
    [InlineData(1e-5, 0.01)]
    [InlineData(0.01, 1)]
    [InlineData(1, 20)]
    public void Tanh_OverARange_IsWithinItsBound(double from, double to) =>
        CheckSpread(nameof(PortableMath.Tanh), from, to, 0.501, PortableMath.Tanh, ExactMath.Tanh);

    [Theory]
    [InlineData(1e-300, 1e300)]
    [InlineData(0.5, 2)]
    [InlineData(0.98, 1.02)]
    public void Log_OverARange_IsWithinItsBound(double from, double to) =>
        CheckSpread(nameof(PortableMath.Log), from, to, 0.501, PortableMath.Log, ExactMath.Log, Math.Abs);

    [Theory]
    [InlineData(1e-20, 1e-5)]
    [InlineData(1e-5, 0.01)]
    [InlineData(0.01, 0.9999)]
    [InlineData(0.5, 1e300)]
    [InlineData(1e300, double.MaxValue)]
    public void Log1p_OverARange_IsWithinItsBound(double from, double to) =>
        CheckSpread(nameof(PortableMath.Log1p), from, to, 0.501, PortableMath.Log1p, ExactMath.Log1p, x => x <= -1 ? -x : x);

    /// <summary>The smaller the logarithm, the more of it a large exponent shows.</summary>
    [Theory]
    [InlineData(0.9, 1000)]
    [InlineData(0.02, 35_000)]
    [InlineData(0.0039, 170_000)]
    [InlineData(0.0001, 7e6)]
    public void Pow_OfBasesAroundOne_IsWithinItsBound(double distance, double exponent)
    {
        var draws = new Pcg64(25);
        for (var i = 0; i < Points; i++)
        {
            var (x, y) = (1 + (distance * ((2 * draws.NextDouble()) - 1)), exponent * ((2 * draws.NextDouble()) - 1));
            if (PortableMath.Pow(x, y) is > 0 and < double.PositiveInfinity and var power)
                Check($"{x:R} to the power ", y, power, ExactMath.Pow(x, y), 0.505);
        }
    }

    [Theory]
    [InlineData(double.Epsilon, 1e-308)]
    [InlineData(1e-308, 1e-290)]
    public void Log_OfTheSmallestNumbers_IsWithinItsBound(double from, double to)
    {
        foreach (var x in Spread(from, to).Take(Points / 10))
            Check(nameof(PortableMath.Log), Math.Abs(x), PortableMath.Log(Math.Abs(x)), ExactMath.Log(Math.Abs(x)), 0.501);
    }

    private static void CheckSpread(
        string function, double from, double to, double bound, Func<double, double> found, Func<double, ExactReal> exact, Func<double, double>? into = null)
    {
        foreach (var x in Spread(from, to).Select(into ?? (x => x)))
            Check(function, x, found(x), exact(x), bound);
    }

    private static void Check(string function, double x, double found, ExactReal exact, double bound)
    {
        var error = exact.UlpsFrom(found);
        if (error > bound)
            Assert.Fail($"{function}({x:R}) = {found:R} is {error:F4} ulp off, more than {bound}.");
    }

    /// <summary>Points of both signs whose logarithms are uniform, so that every size has its share.</summary>
    private static IEnumerable<double> Spread(double from, double to)
    {
        var draws = new Pcg64(20);
        var (low, high) = (BitConverter.DoubleToInt64Bits(from), BitConverter.DoubleToInt64Bits(to));
        for (var i = 0; i < Points; i++)
        {
            var size = BitConverter.Int64BitsToDouble(draws.NextInteger(low, high + 1));
            yield return i % 2 == 0 ? size : -size;
        }
    }
}
