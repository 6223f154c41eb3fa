using AlignmentLab.Environments;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Tensors;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Autograd;

/// <summary>
/// Every operation's gradient against differences. With a step h of 2^-4, the five-point formula errs by h^4 / 30 times the fifth
/// derivative, some 1e-6, and by the rounding of the loss over h, some 1e-6 each: a tolerance of 1e-4 leaves a margin and still
/// fails when any term of a derivative is missing.
/// </summary>
public sealed class GradientTests
{
    private const float Step = 1f / 16;
    private const double Tolerance = 1e-4;

    private static readonly Dictionary<string, Func<Variable, Variable, Variable>> Operations = new(StringComparer.Ordinal)
    {
        ["matmul"] = (a, b) => a.MatMul(b),
        ["matmul with itself"] = (a, b) => a.MatMul(b).MatMul(b.Transpose()).MatMul(b),
        ["linear"] = (a, b) => a.Linear(b, b.RowRange(1, 1)),
        ["add"] = (a, b) => a.Add(b.Transpose()),
        ["subtract"] = (a, b) => a.Subtract(b.Transpose()),
        ["multiply"] = (a, b) => a.Multiply(b.Transpose()),
        ["square"] = (a, b) => a.Multiply(a).MatMul(b),
        ["tanh"] = (a, _) => a.Tanh(),
        ["relu"] = (a, b) => a.Relu().MatMul(b),
        ["gelu"] = (a, _) => a.Gelu(),
        ["layer norm"] = (a, b) => a.LayerNorm(b.Reshape(3, 4).RowRange(0, 1), b.Reshape(3, 4).RowRange(2, 1)),
        ["embed"] = (a, b) => Constant(a, 2, 3, [2, 0, 2, 1, -1, 0]).Embed(a).MatMul(b),
        ["add in turn"] = (a, b) => b.Reshape(6, 2).AddInTurn(a.Reshape(6, 2).RowRange(1, 3)),
        ["at last token"] = (a, b) => a.AtLastToken(Constant(a, 1, 3, [1, 1, -1])).MatMul(b),
        ["attend"] = (a, b) => a.MatMul(Constant(a, 4, 12, Spread(48))).Attend(3, 1).MatMul(b),
        ["attend in heads, to several sequences"] = (a, b) => a.Reshape(2, 6).MatMul(Constant(a, 6, 24, Spread(144))).Reshape(4, 12).Attend(2, 2).Reshape(4, 4).MatMul(b),
        ["dropout"] = (a, b) => a.Dropout(0.5, new Recurring(12)).MatMul(b),
        ["sigmoid"] = (a, _) => a.Sigmoid(),
        ["exp"] = (a, _) => a.Exp(),
        ["log"] = (a, _) => a.Exp().Add(a.Exp()).Log(),
        ["softmax"] = (a, _) => a.Softmax(),
        ["mean"] = (a, b) => a.Multiply(b.Transpose()).Mean(),
        ["sum"] = (a, b) => a.MatMul(b).Tanh().Sum(),
        ["reshape"] = (a, b) => a.Reshape(4, 3).MatMul(b.Reshape(3, 4)),
        ["reshape of a result"] = (a, b) => a.Tanh().Reshape(2, 6).Multiply(b.Reshape(2, 6)),
        ["row range"] = (a, b) => a.RowRange(1, 2).MatMul(b),
        ["column range"] = (a, b) => a.ColumnRange(1, 2).MatMul(b.RowRange(2, 2)),
        ["transpose"] = (a, b) => a.Transpose().Multiply(b),
        ["shared operand"] = (a, _) => a.Tanh() is var t ? t.Multiply(t).Add(t) : a,
        ["cross-entropy"] = (a, b) => a.MatMul(b).CrossEntropy(Constant(a, 3, 1, [2, 0, 1])),
        ["cross-entropy of some rows"] = (a, b) => a.MatMul(b).CrossEntropy(Constant(a, 3, 1, [2, -1, 1])),
        ["squared error"] = (a, b) => a.MatMul(b).SquaredError(Constant(a, 3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9])),
        ["preference"] = (a, b) => a.MatMul(b).Reshape(9, 1).RowRange(1, 8).PreferenceLoss(Pairs(a), rowsPerPair: 4),
        ["policy gradient"] = (a, b) => a.MatMul(b).PolicyGradient(Constant(a, 3, 2, [2, 1.5f, 0, -0.5f, 1, 0.25f]), entropyBonus: 0.3),
        ["clipped policy gradient"] = (a, b) => a.MatMul(b).ClippedPolicyGradient(
            Constant(a, 3, 3, [2, 1.5f, -0.2f, 0, -0.5f, -6, 1, -1, -0.01f]), clipRange: 0.9, entropyBonus: 0.3),
        ["mlp"] = (a, b) => a.Linear(b, b.RowRange(0, 1)).Tanh().Linear(b.Transpose(), a.RowRange(0, 1)).Sigmoid().CrossEntropy(
            Constant(a, 3, 1, [3, 0, 1])),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_OfEachOperation_IsTheDerivative(string name)
    {
        var (a, b) = (Random("a", 3, 4), Random("b", 4, 3));
        var tape = new Tape();
        var result = Operations[name](tape.Parameter(a), tape.Parameter(b));

        // A weighted sum, so that elements that only differ in place are told apart.
        var loss = result.Value.Length == 1 ? result : result.Multiply(Constant(result, result.Rows, result.Columns, Weights(result))).Sum();
        tape.Forward();
        tape.Backward(loss);
        foreach (var parameter in new[] { a, b })
        {
            for (var i = 0; i < parameter.Value.Length; i++)
            {
                Difference(tape, loss, parameter, i).ShouldBe(parameter.Gradient.Span[i], Tolerance, $"{parameter.Name}[{i}]");
            }
        }

        (a.Gradient.Span.ToArray().Concat(b.Gradient.Span.ToArray()).Max(Math.Abs) > 0.01).ShouldBeTrue("the check would be vacuous");
    }

    /// <summary>Two pairs of two rows a fragment; the last row of the second pair's first fragment only pads.</summary>
    private static Variable Pairs(Variable beside) => Constant(beside, 8, 2,
        [1, 1, 1, 1, 1, 1, 1, 1, 1, 0.25f, 0, 0.25f, 1, 0.25f, 1, 0.25f]);

    [Fact]
    public void Backward_Twice_AddsToTheGradient()
    {
        var a = Random("a", 2, 2);
        var tape = new Tape();
        var loss = tape.Parameter(a).Tanh().Sum();
        tape.Forward();
        tape.Backward(loss);
        var once = a.Gradient.Span.ToArray();
        tape.Backward(loss);
        a.Gradient.Span.ToArray().ShouldBe([.. once.Select(g => g + g)]);
    }

    [Fact]
    public void Backward_OfSeveralNumbers_Throws()
    {
        var tape = new Tape();
        var result = tape.Parameter(Random("a", 2, 2)).Tanh();
        Should.Throw<ArgumentException>(() => tape.Backward(result));
    }

    [Fact]
    public void Operations_OnShapesThatDoNotFit_Throw()
    {
        var tape = new Tape();
        var (a, b) = (tape.Input(2, 3), tape.Input(2, 4));
        Should.Throw<ArgumentException>(() => a.MatMul(b));
        Should.Throw<ArgumentException>(() => a.Add(b));
        Should.Throw<ArgumentException>(() => a.Reshape(4, 2));
        Should.Throw<ArgumentException>(() => a.Add(new Tape().Input(2, 3)));
        Should.Throw<ArgumentOutOfRangeException>(() => a.RowRange(1, 2));
    }

    private static double Difference(Tape tape, Variable loss, Parameter parameter, int index)
    {
        var center = parameter.Value.Span[index];
        double At(int steps)
        {
            parameter.Value.Span[index] = center + (steps * Step);
            tape.Forward();
            parameter.Value.Span[index] = center;
            return loss.Value.Span[0];
        }

        return ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * Step);
    }

    private static Variable Constant(Variable beside, int rows, int columns, float[] values)
    {
        var constant = beside.Tape.Input(rows, columns);
        values.CopyTo(constant.Value.Span);
        return constant;
    }

    /// <summary>Numbers between -0.5 and 0.5 that follow no simple pattern.</summary>
    private static float[] Spread(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 37 % 101) / 100f) - 0.5f)];

    private static float[] Weights(Variable result) => [.. Enumerable.Range(0, result.Value.Length).Select(i => 0.25f + (0.125f * (i % 7)))];

    /// <summary>Numbers of magnitude 0.2 to 1, so that no step crosses the kink of relu.</summary>
    private static Parameter Random(string name, int rows, int columns)
    {
        var draws = new RandomStream(5, name).CreateGenerator();
        var value = new Tensor(rows, columns);
        foreach (ref var x in value.Span)
        {
            x = (float)(draws.NextUniform(0.2, 1) * (draws.NextDouble() < 0.5 ? -1 : 1));
        }

        return new Parameter(name, value, new Tensor(rows, columns));
    }

    /// <summary>The same draws at every run: a derivative is of one choice of what is dropped.</summary>
    private sealed class Recurring(int period) : IDrawSource
    {
        private int _next;

        public double NextDouble() => _next++ % period * 5 % period / (double)period;
    }
}
