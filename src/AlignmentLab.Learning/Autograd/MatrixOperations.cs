using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Products of matrices.</summary>
public static class MatrixOperations
{
    /// <summary>A B.</summary>
    /// <exception cref="ArgumentException">The inner dimensions differ.</exception>
    public static Variable MatMul(this Variable a, Variable b)
    {
        var result = a.Tape.Result(a.Rows, b.Columns, a, b);
        return a.Tape.Record(result, new Product(a, b, bias: null, result));
    }

    /// <summary>A W + bias, the bias being one row that is added to each row of the product.</summary>
    /// <param name="weight">Inputs by outputs.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Variable Linear(this Variable a, Variable weight, Variable bias)
    {
        if (bias.Rows != 1 || bias.Columns != weight.Columns)
        {
            throw new ArgumentException($"The bias is [{bias.Rows}, {bias.Columns}]; it must be [1, {weight.Columns}].", nameof(bias));
        }

        var result = a.Tape.Result(a.Rows, weight.Columns, a, weight, bias);
        return a.Tape.Record(result, new Product(a, weight, bias, result));
    }

    private sealed class Product : Operation
    {
        private readonly Variable _a;
        private readonly Variable _b;
        private readonly Variable? _bias;
        private readonly Variable _result;

        public Product(Variable a, Variable b, Variable? bias, Variable result)
        {
            if (a.Columns != b.Rows)
            {
                throw new ArgumentException($"[{a.Rows}, {a.Columns}] times [{b.Rows}, {b.Columns}]: the inner dimensions differ.", nameof(b));
            }

            (_a, _b, _bias, _result) = (a, b, bias, result);
        }

        public override void Forward()
        {
            if (_bias is null)
            {
                _result.Value.Span.Clear();
            }
            else
            {
                RowKernels.Fill(_bias.Value, _result.Value, _result.Rows);
            }

            MatrixProduct.Add(_a.Value, transposeA: false, _b.Value, transposeB: false, _result.Value, _a.Tape.Crew);
        }

        public override void Backward()
        {
            if (_result.Gradient is not { } gradient)
            {
                return;
            }

            if (_bias?.Gradient is { } biasGradient)
            {
                RowKernels.AddSum(gradient, biasGradient);
            }

            if (_b.Gradient is { } bGradient)
            {
                MatrixProduct.Add(_a.Value, transposeA: true, gradient, transposeB: false, bGradient, _a.Tape.Crew);
            }

            if (_a.Gradient is { } aGradient)
            {
                MatrixProduct.Add(gradient, transposeA: false, _b.Value, transposeB: true, aGradient, _a.Tape.Crew);
            }
        }
    }
}
