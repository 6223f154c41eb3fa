using AlignmentLab.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

public sealed class PortableMathIdentityTests
{
    [Fact]
    public void OddFunctions_OfTheNegatedArgument_AreNegated() => Holds(x =>
        Same(PortableMath.Sin(-x), -PortableMath.Sin(x)) && Same(PortableMath.Tanh(-x), -PortableMath.Tanh(x)));

    [Fact]
    public void Cos_OfTheNegatedArgument_IsTheSame() => Holds(x => Same(PortableMath.Cos(-x), PortableMath.Cos(x)));

    [Fact]
    public void SinCos_OfAnyAngle_IsSinAndCos() => Holds(x =>
        PortableMath.SinCos(x) is var (sin, cos) && Same(sin, PortableMath.Sin(x)) && Same(cos, PortableMath.Cos(x)));

    [Fact]
    public void SinAndCos_Squared_AddToOne() => Holds(x =>
        PortableMath.SinCos(x) is var (sin, cos) && (!double.IsFinite(x) || Math.Abs((sin * sin) + (cos * cos) - 1) <= 4.5e-16));

    [Fact]
    public void Log_OfExp_IsTheArgument() => Holds(x =>
        !(Math.Abs(x) is > 1e-3 and < 700) || Math.Abs(PortableMath.Log(PortableMath.Exp(x)) - x) <= 2.3e-16 * Math.Max(1, Math.Abs(x)));

    [Fact]
    public void Log1p_OfExpm1_IsTheArgument() => Holds(x =>
        !(x is > -0.5 and < 700) || Math.Abs(PortableMath.Log1p(PortableMath.Expm1(x)) - x) <= 4.5e-16 * Math.Abs(x));

    [Fact]
    public void Pow_ToTheFirstAndMinusFirst_IsTheArgumentAndItsInverse() => Holds(x =>
        double.IsNaN(x) || (Same(PortableMath.Pow(x, 1), x) && Math.Abs((PortableMath.Pow(x, -1) * x) - 1) is <= 4.5e-16 or double.NaN or double.PositiveInfinity));

    [Fact]
    public void MonotonicFunctions_OfALargerArgument_AreNotSmaller() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(22, 23).WithMaxTest(2000),
        Prop.ForAll<double, double>((a, b) =>
            !(a < b) || (PortableMath.Exp(a) <= PortableMath.Exp(b) && PortableMath.Expm1(a) <= PortableMath.Expm1(b)
                && PortableMath.Tanh(a) <= PortableMath.Tanh(b) && !(PortableMath.Log(a) > PortableMath.Log(b)))));

    private static bool Same(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static void Holds(Func<double, bool> property) => Check.One(
        Config.QuickThrowOnFailure.WithReplay(20, 21).WithMaxTest(2000), Prop.ForAll<double>(x => property(x)));
}
