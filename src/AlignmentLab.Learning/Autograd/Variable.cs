using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Autograd;

/// <summary>A matrix in a computation, with the derivative of the computation's result by each of its elements.</summary>
public sealed class Variable
{
    internal Variable(Tape tape, Tensor value, Tensor? gradient) => (Tape, Value, Gradient) = (tape, value, gradient);

    /// <summary>What it is now.</summary>
    public Tensor Value { get; }

    /// <summary>The derivative, of the same shape; null for inputs, which need none, and what depends on inputs only.</summary>
    public Tensor? Gradient { get; }

    public int Rows => Value.Rows;

    public int Columns => Value.Columns;

    internal Tape Tape { get; }
}
