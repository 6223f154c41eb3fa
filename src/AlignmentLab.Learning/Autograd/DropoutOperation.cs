using AlignmentLab.Environments;

namespace AlignmentLab.Learning.Autograd;

/// <summary>
/// Sets a share of the elements to 0, drawn anew at each run, and multiplies the others by as much that the mean stays. Draws come in
/// the order of the elements, on one thread, so that they do not depend on how many threads there are.
/// </summary>
internal sealed class DropoutOperation(Variable x, Variable y, double rate, IDrawSource draws) : Operation
{
    private readonly float[] _factors = new float[x.Value.Length];

    public override void Forward()
    {
        DropoutMask.Draw(_factors, rate, draws);
        Multiply(x.Value.Span, y.Value.Span, adds: false);
    }

    public override void Backward()
    {
        if (x.Gradient is { } gradient)
        {
            Multiply(y.Gradient!.Span, gradient.Span, adds: true);
        }
    }

    private void Multiply(ReadOnlySpan<float> from, Span<float> to, bool adds)
    {
        for (var i = 0; i < _factors.Length; i++)
        {
            to[i] = (adds ? to[i] : 0) + (from[i] * _factors[i]);
        }
    }
}

/// <summary>Draws which units are dropped.</summary>
internal static class DropoutMask
{
    /// <param name="factors">Gets 0 for a unit that is dropped, else 1 / (1 - rate).</param>
    public static void Draw(Span<float> factors, double rate, IDrawSource draws)
    {
        var kept = (float)(1 / (1 - rate));
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = draws.NextDouble() < rate ? 0 : kept;
        }
    }
}
