using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Autograd;

/// <summary>What training makes small.</summary>
public static class Losses
{
    /// <summary>
    /// The mean over rows of -log softmax(logits)[class]. <paramref name="classes"/> has one class index a row and gets no gradient.
    /// A row whose class is negative does not count; if none does, the loss is 0.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="classes"/> is not one column of as many rows.</exception>
    public static Variable CrossEntropy(this Variable logits, Variable classes)
    {
        if (classes.Rows != logits.Rows || classes.Columns != 1)
        {
            throw new ArgumentException($"Classes are [{classes.Rows}, {classes.Columns}]; they must be [{logits.Rows}, 1].", nameof(classes));
        }

        var loss = logits.Tape.Result(1, 1, logits);
        return logits.Tape.Record(loss, new CrossEntropyOperation(logits, classes, loss));
    }

    /// <summary>The mean over all elements, that is over rows and columns, of the square of the difference.</summary>
    /// <remarks>As <c>torch.nn.MSELoss</c>. <paramref name="targets"/> gets no gradient.</remarks>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Variable SquaredError(this Variable predictions, Variable targets)
    {
        if (targets.Rows != predictions.Rows || targets.Columns != predictions.Columns)
        {
            throw new ArgumentException(
                $"Targets are [{targets.Rows}, {targets.Columns}]; they must be [{predictions.Rows}, {predictions.Columns}].", nameof(targets));
        }

        var loss = predictions.Tape.Result(1, 1, predictions);
        return predictions.Tape.Record(loss, new SquaredErrorOperation(predictions, targets, loss));
    }

    private sealed unsafe class CrossEntropyOperation(Variable logits, Variable classes, Variable loss) : Operation
    {
        private readonly Tensor _exp = new(logits.Rows, logits.Columns);
        private readonly Tensor _sums = new(1, logits.Rows);
        private readonly Tensor _logs = new(1, logits.Rows);
        private int _counted;

        public override void Forward()
        {
            var columns = logits.Columns;
            var exp = _exp.Span;
            var total = 0.0;
            _counted = 0;
            RowKernels.SubtractLargest(logits.Value, _exp);
            for (var i = 0; i < logits.Rows; i++)
            {
                if (classes.Value.Span[i] is >= 0 and var own)
                {
                    total -= exp[(i * columns) + (int)own];
                    _counted++;
                }
            }

            Elementwise.Run(new ScalarFunctionKernel<ExpFunction>(_exp.Pointer, _exp.Pointer), 0, _exp.Length);
            for (var i = 0; i < logits.Rows; i++)
            {
                _sums.Span[i] = Reduction.Sum(exp.Slice(i * columns, columns));
            }

            Elementwise.Run(new ScalarFunctionKernel<LogFunction>(_sums.Pointer, _logs.Pointer), 0, _sums.Length);
            for (var i = 0; i < logits.Rows; i++)
            {
                total += classes.Value.Span[i] >= 0 ? _logs.Span[i] : 0;
            }

            loss.Value.Span[0] = _counted == 0 ? 0 : (float)(total / _counted);
        }

        public override void Backward()
        {
            if (logits.Gradient is not { } gradient)
            {
                return;
            }

            var columns = logits.Columns;
            var scale = loss.Gradient!.Span[0] / _counted;
            for (var i = 0; i < logits.Rows; i++)
            {
                if (classes.Value.Span[i] < 0)
                {
                    continue;
                }

                var row = gradient.Span.Slice(i * columns, columns);
                var exp = _exp.Span.Slice(i * columns, columns);
                var factor = scale / _sums.Span[i];
                for (var j = 0; j < columns; j++)
                {
                    row[j] += exp[j] * factor;
                }

                row[(int)classes.Value.Span[i]] -= scale;
            }
        }
    }

    private sealed class SquaredErrorOperation(Variable predictions, Variable targets, Variable loss) : Operation
    {
        public override void Forward()
        {
            var p = predictions.Value.Span;
            var t = targets.Value.Span;
            var total = 0.0;
            for (var i = 0; i < p.Length; i++)
            {
                var difference = (double)p[i] - t[i];
                total += difference * difference;
            }

            loss.Value.Span[0] = (float)(total / p.Length);
        }

        public override void Backward()
        {
            if (predictions.Gradient is not { } gradient)
            {
                return;
            }

            var p = predictions.Value.Span;
            var t = targets.Value.Span;
            var g = gradient.Span;
            var scale = 2 * loss.Gradient!.Span[0] / p.Length;
            for (var i = 0; i < p.Length; i++)
            {
                g[i] += scale * (p[i] - t[i]);
            }
        }
    }
}
