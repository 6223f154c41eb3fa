using AlignmentLab.Environments;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Functions of single elements, and softmax of rows.</summary>
public static class Activations
{
    public static Variable Tanh(this Variable x) => Apply<TanhFunction>(x);

    /// <summary>max(x, 0); its derivative at 0 is taken as 0.</summary>
    public static Variable Relu(this Variable x) => Apply<ReluFunction>(x);

    /// <summary>x times the normal distribution's share below x, by its approximation with tanh (Hendrycks and Gimpel 2016, section 2).</summary>
    /// <remarks>As <c>torch.nn.GELU(approximate='tanh')</c>.</remarks>
    public static Variable Gelu(this Variable x) => Apply<GeluFunction>(x);

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Variable Sigmoid(this Variable x) => Apply<SigmoidFunction>(x);

    public static Variable Exp(this Variable x) => Apply<ExpFunction>(x);

    /// <summary>The natural logarithm.</summary>
    public static Variable Log(this Variable x) => Apply<LogFunction>(x);

    /// <summary>exp(x) over its sum, row by row.</summary>
    public static Variable Softmax(this Variable x)
    {
        var y = x.Tape.Result(x.Rows, x.Columns, x);
        return x.Tape.Record(y, new SoftmaxOperation(x, y));
    }

    /// <summary>Sets a share of the elements to 0, drawn anew at each run, and multiplies the others by 1 / (1 - rate).</summary>
    /// <param name="rate">In (0, 1).</param>
    public static Variable Dropout(this Variable x, double rate, IDrawSource draws)
    {
        var y = x.Tape.Result(x.Rows, x.Columns, x);
        return x.Tape.Record(y, new DropoutOperation(x, y, rate, draws));
    }

    private static Variable Apply<TFunction>(Variable x)
        where TFunction : struct, IScalarFunction
    {
        var y = x.Tape.Result(x.Rows, x.Columns, x);
        return x.Tape.Record(y, new ElementwiseOperation<TFunction>(x, y));
    }
}
