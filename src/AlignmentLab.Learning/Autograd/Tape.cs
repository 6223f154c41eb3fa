using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Autograd;

/// <summary>
/// A computation of fixed shape, written down once and run as often as needed: change the inputs' values, call
/// <see cref="Forward"/>, then <see cref="Backward"/>. All buffers are made while it is written down; running it allocates
/// nothing. An instance is used by one thread at a time.
/// </summary>
public sealed class Tape
{
    private readonly List<Operation> _operations = [];
    private readonly List<Variable> _results = [];

    /// <summary>A computation on the calling thread.</summary>
    public Tape()
        : this(new WorkCrew(1))
    {
    }

    internal Tape(WorkCrew crew) => Crew = crew;

    internal WorkCrew Crew { get; }

    /// <summary>A matrix that the caller fills before each run.</summary>
    public Variable Input(int rows, int columns) => new(this, new Tensor(rows, columns), gradient: null);

    /// <summary>A matrix to take derivatives by. Its gradient is added to, never cleared, by <see cref="Backward"/>.</summary>
    public Variable Parameter(Parameter parameter) => new(this, parameter.Value, parameter.Gradient);

    /// <summary>Computes everything, in the order in which it was written down.</summary>
    public void Forward()
    {
        foreach (var operation in _operations)
        {
            operation.Forward();
        }

        GC.KeepAlive(this);
    }

    /// <summary>Adds to each parameter's gradient the derivative of <paramref name="result"/>, a single number, by the parameter.</summary>
    /// <exception cref="ArgumentException">The result has several elements, or depends on no parameter.</exception>
    public void Backward(Variable result)
    {
        if (result.Value.Length != 1 || result.Gradient is null)
        {
            throw new ArgumentException("Derivatives are taken of a single number that depends on a parameter.", nameof(result));
        }

        foreach (var intermediate in _results)
        {
            intermediate.Gradient?.Span.Clear();
        }

        result.Gradient.Span[0] = 1;
        for (var i = _operations.Count - 1; i >= 0; i--)
        {
            _operations[i].Backward();
        }

        GC.KeepAlive(this);
    }

    /// <summary>A variable for an operation's result; it has a gradient if one of the operands has.</summary>
    internal Variable Result(int rows, int columns, params ReadOnlySpan<Variable> operands)
    {
        var differentiable = false;
        foreach (var operand in operands)
        {
            if (operand.Tape != this)
            {
                throw new ArgumentException("The operands belong to different tapes.", nameof(operands));
            }

            differentiable |= operand.Gradient is not null;
        }

        var result = new Variable(this, new Tensor(rows, columns), differentiable ? new Tensor(rows, columns) : null);
        _results.Add(result);
        return result;
    }

    /// <summary>Writes an operation down.</summary>
    internal Variable Record(Variable result, Operation operation)
    {
        _operations.Add(operation);
        return result;
    }
}
