using System.Numerics;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

public sealed class VectorMathTests
{
    [Theory]
    [InlineData(-1, 1)]
    [InlineData(-40, 40)]
    [InlineData(-708, 709)]
    public void Exp_OverARange_IsWithinTwoUnitsInTheLastPlace(double low, double high)
    {
        var draws = new Pcg64(new SeedSequence(3));
        for (var i = 0; i < 20_000; i++)
        {
            var x = draws.NextUniform(low, high);
            var exact = PortableMath.Exp(x);
            (Math.Abs(VectorMath.Exp(new Vector<double>(x))[0] - exact) / Math.BitIncrement(exact - Math.BitDecrement(exact))).ShouldBeLessThanOrEqualTo(2.0, $"exp({x})");
        }
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(-709.0, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    public void Exp_AtTheEnds_IsWhatItSays(double x, double expected) => VectorMath.Exp(new Vector<double>(x))[0].ShouldBe(expected);

    [Theory]
    [InlineData(1e-300, 1e300)]
    [InlineData(0.5, 2)]
    [InlineData(0.999, 1.001)]
    public void Log_OverARange_IsWithinTwoUnitsOrNearOneWithinTinyDistance(double low, double high)
    {
        var draws = new Pcg64(new SeedSequence(4));
        for (var i = 0; i < 20_000; i++)
        {
            var x = PortableMath.Exp(draws.NextUniform(PortableMath.Log(low), PortableMath.Log(high)));
            var exact = PortableMath.Log(x);
            var ulp = Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact);
            Math.Abs(VectorMath.Log(new Vector<double>(x))[0] - exact).ShouldBeLessThanOrEqualTo(Math.Max(2 * ulp, 1e-16), $"log({x})");
        }
    }

    [Fact]
    public void Log_OfOne_IsZero() => VectorMath.Log(Vector<double>.One)[0].ShouldBe(0);

    [Fact]
    public void ExpAndLog_EveryLane_HasTheBitsOfALoneNumber()
    {
        var draws = new Pcg64(new SeedSequence(5));
        for (var i = 0; i < 2_000; i++)
        {
            var lanes = new double[Vector<double>.Count];
            for (var lane = 0; lane < lanes.Length; lane++)
            {
                lanes[lane] = draws.NextUniform(-700, 700);
            }

            var exp = VectorMath.Exp(new Vector<double>(lanes));
            var log = VectorMath.Log(exp);
            for (var lane = 0; lane < lanes.Length; lane++)
            {
                exp[lane].ShouldBe(VectorMath.Exp(new Vector<double>(lanes[lane]))[0]);
                log[lane].ShouldBe(VectorMath.Log(new Vector<double>(exp[lane]))[0]);
            }
        }
    }
}
