using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Rows brought to mean 0 and variance 1, with a gain and a bias for each column (Ba, Kiros and Hinton 2016).</summary>
public static class LayerNormalization
{
    /// <remarks>As <c>torch.nn.LayerNorm</c>: the variance is that of the row itself, and 1e-5 is added to it.</remarks>
    /// <param name="gain">One row.</param>
    /// <param name="bias">One row.</param>
    /// <exception cref="ArgumentException">Gain or bias is not one row of x's width.</exception>
    public static Variable LayerNorm(this Variable x, Variable gain, Variable bias)
    {
        foreach (var row in (Variable[])[gain, bias])
        {
            if (row.Rows != 1 || row.Columns != x.Columns)
            {
                throw new ArgumentException($"Gain and bias must be [1, {x.Columns}], not [{row.Rows}, {row.Columns}].", nameof(gain));
            }
        }

        var y = x.Tape.Result(x.Rows, x.Columns, x, gain, bias);
        return x.Tape.Record(y, new LayerNormOperation(x, gain, bias, y));
    }

    private sealed unsafe class LayerNormOperation(Variable x, Variable gain, Variable bias, Variable y) : Operation
    {
        private readonly Tensor _normalized = new(x.Rows, x.Columns);
        private readonly Tensor _buffer = new(1, x.Columns);
        private readonly Tensor _scales = new(1, x.Rows);

        public override void Forward()
        {
            for (var (i, width) = (0, x.Columns); i < x.Rows; i++)
            {
                _scales.Span[i] = LayerScaling.Forward(
                    x.Value.Pointer + (i * width), gain.Value.Pointer, bias.Value.Pointer, _normalized.Pointer + (i * width), y.Value.Pointer + (i * width), width);
            }
        }

        public override void Backward()
        {
            if (y.Gradient is not { } dy)
            {
                return;
            }

            if (bias.Gradient is { } dBias)
            {
                RowKernels.AddSum(dy, dBias);
            }

            if (gain.Gradient is { } dGain)
            {
                RowKernels.AddSumOfProducts(dy, _normalized, dGain);
            }

            if (x.Gradient is { } dx)
            {
                for (var (i, width) = (0, x.Columns); i < x.Rows; i++)
                {
                    LayerScaling.Backward(
                        dy.Pointer + (i * width), gain.Value.Pointer, _normalized.Pointer + (i * width), _scales.Span[i], dx.Pointer + (i * width),
                        _buffer.Pointer, width);
                }
            }
        }
    }
}
