namespace AlignmentLab.Learning.Autograd;

/// <summary>Arithmetic element by element, on matrices of one shape.</summary>
public static class Arithmetic
{
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Variable Add(this Variable a, Variable b) => Apply<SumFunction>(a, b);

    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Variable Subtract(this Variable a, Variable b) => Apply<DifferenceFunction>(a, b);

    /// <summary>The products of elements at the same place (Hadamard's product).</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Variable Multiply(this Variable a, Variable b) => Apply<ProductFunction>(a, b);

    private static Variable Apply<TFunction>(Variable a, Variable b)
        where TFunction : struct, IPairFunction
    {
        if (a.Rows != b.Rows || a.Columns != b.Columns)
        {
            throw new ArgumentException($"[{a.Rows}, {a.Columns}] and [{b.Rows}, {b.Columns}] differ in shape.", nameof(b));
        }

        var y = a.Tape.Result(a.Rows, a.Columns, a, b);
        return a.Tape.Record(y, new PairOperation<TFunction>(a, b, y));
    }
}
