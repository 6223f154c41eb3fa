using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Sums, in one fixed order.</summary>
public static class Reductions
{
    /// <summary>The sum of all elements, as a matrix of one.</summary>
    public static Variable Sum(this Variable x) => Scaled(x, 1);

    /// <summary>The mean of all elements, as a matrix of one.</summary>
    public static Variable Mean(this Variable x) => Scaled(x, x.Value.Length);

    private static Variable Scaled(Variable x, float divisor)
    {
        var y = x.Tape.Result(1, 1, x);
        return x.Tape.Record(y, new SumOperation(x, y, divisor));
    }

    private sealed class SumOperation(Variable x, Variable y, float divisor) : Operation
    {
        public override void Forward() => y.Value.Span[0] = Reduction.Sum(x.Value.Span) / divisor;

        public override void Backward()
        {
            if (x.Gradient is not { } gradient)
            {
                return;
            }

            var share = y.Gradient!.Span[0] / divisor;
            foreach (ref var value in gradient.Span)
            {
                value += share;
            }
        }
    }
}
