using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Kernels;

public sealed class FloatFunctionsTests
{
    private static readonly float[] Special =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.1754942e-38f, 1e-30f, 0.625f, -0.625f, 1f, 9.02f, 10f, 88.7f, 88.8f, -87.4f, -103f, -104f, -110f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    [Fact]
    public void Tanh_OfAnyFloat_IsWithinThreeUnitsInTheLastPlace() => WorstError<TanhFunction>(Points(-12, 12), Math.Tanh).ShouldBeLessThan(3);

    [Fact]
    public void Exp_OfAnyFloat_IsWithinTwoUnitsInTheLastPlace() => WorstError<ExpFunction>(Points(-110, 95), Math.Exp).ShouldBeLessThan(2);

    [Fact]
    public void Log_OfAPositiveFloat_IsWithinThreeUnitsInTheLastPlace() =>
        WorstError<LogFunction>(Points(1e-3f, 100).Concat(Points(-87, 88).Select(MathF.Exp)), Math.Log).ShouldBeLessThan(3);

    [Fact]
    public void Sigmoid_OfAnyFloat_IsWithinFourUnitsInTheLastPlace() =>
        WorstError<SigmoidFunction>(Points(-87, 87), x => 1 / (1 + Math.Exp(-x))).ShouldBeLessThan(4);

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NegativeInfinity, -1)]
    public void Tanh_AtTheEdges_IsItsLimit(float x, float expected) => Values<TanhFunction>([x], LaneWidth.Scalar)[0].ShouldBe(expected);

    [Theory]
    [InlineData(0f, float.NegativeInfinity)]
    [InlineData(-1f, float.NaN)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(1f, 0f)]
    public void Log_AtTheEdges_IsItsLimit(float x, float expected) => Values<LogFunction>([x], LaneWidth.Scalar)[0].ShouldBe(expected);

    [Theory]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(0f, 1f)]
    public void Exp_AtTheEdges_IsItsLimit(float x, float expected) => Values<ExpFunction>([x], LaneWidth.Scalar)[0].ShouldBe(expected);

    [Fact]
    public void Functions_InEveryWidth_HaveTheSameBits()
    {
        ShouldAgree<TanhFunction>();
        ShouldAgree<ExpFunction>();
        ShouldAgree<LogFunction>();
        ShouldAgree<SigmoidFunction>();
        ShouldAgree<ReluFunction>();
    }

    private static void ShouldAgree<TFunction>()
        where TFunction : struct, IScalarFunction
    {
        float[] points = [.. Special, .. Points(-100, 100)];
        var expected = Values<TFunction>(points, LaneWidth.Scalar);
        foreach (var width in Enum.GetValues<LaneWidth>())
        {
            // A NaN's sign and payload are not part of a value.
            var values = Values<TFunction>(points, width);
            var different = points.Where((_, i) => !float.IsNaN(expected[i])
                ? BitConverter.SingleToInt32Bits(values[i]) != BitConverter.SingleToInt32Bits(expected[i]) : !float.IsNaN(values[i]));
            different.ShouldBeEmpty($"{typeof(TFunction).Name} in {width}");
        }
    }

    private static IEnumerable<float> Points(float from, float to) =>
        Enumerable.Range(0, 20_001).Select(i => from + ((to - from) * (i / 20_000f)));

    /// <summary>The largest error in units of the last place of the rounded true value.</summary>
    private static double WorstError<TFunction>(IEnumerable<float> points, Func<double, double> function)
        where TFunction : struct, IScalarFunction
    {
        float[] all = [.. points];
        var values = Values<TFunction>(all, LaneWidth.Scalar);
        return all.Select((x, i) =>
        {
            var truth = function(x);
            var rounded = MathF.Abs((float)truth);
            var unit = MathF.BitIncrement(rounded) - rounded;
            return float.IsInfinity(rounded) ? (values[i] == (float)truth ? 0 : double.PositiveInfinity) : Math.Abs(values[i] - truth) / unit;
        }).Max();
    }

    private static unsafe float[] Values<TFunction>(float[] points, LaneWidth width)
        where TFunction : struct, IScalarFunction
    {
        var x = Tensor.From(1, points.Length, points);
        var y = new Tensor(1, points.Length);
        Elementwise.Run(new ScalarFunctionKernel<TFunction>(x.Pointer, y.Pointer), 0, points.Length, width);
        GC.KeepAlive(x);
        return y.Span.ToArray();
    }
}
