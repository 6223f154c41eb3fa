using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>exp(x) over its sum, row by row; the row's largest element is subtracted first, so that nothing overflows.</summary>
internal sealed unsafe class SoftmaxOperation(Variable x, Variable y) : Operation
{
    private readonly float[] _products = new float[x.Columns];

    public override void Forward()
    {
        x.Value.Span.CopyTo(y.Value.Span);
        for (var i = 0; i < x.Rows; i++)
        {
            SoftmaxRow.Forward(y.Value.Pointer + (i * x.Columns), x.Columns, scale: 1);
        }
    }

    /// <summary>dx = y (dy - sum over the row of y dy).</summary>
    public override void Backward()
    {
        if (x.Gradient is not { } gradient)
        {
            return;
        }

        for (var i = 0; i < x.Rows; i++)
        {
            var row = y.Value.Span.Slice(i * x.Columns, x.Columns);
            var dy = y.Gradient!.Span.Slice(i * x.Columns, x.Columns);
            var dx = gradient.Span.Slice(i * x.Columns, x.Columns);
            for (var j = 0; j < row.Length; j++)
            {
                _products[j] = row[j] * dy[j];
            }

            var sum = Reduction.Sum(_products);
            for (var j = 0; j < row.Length; j++)
            {
                dx[j] += row[j] * (dy[j] - sum);
            }
        }
    }
}
