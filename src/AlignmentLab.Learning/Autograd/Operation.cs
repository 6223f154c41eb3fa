namespace AlignmentLab.Learning.Autograd;

/// <summary>One step of a computation: knows how to compute its result, and how to pass the result's gradient on.</summary>
internal abstract class Operation
{
    /// <summary>Writes the result from the operands.</summary>
    public abstract void Forward();

    /// <summary>Adds to the operands' gradients what follows from the result's.</summary>
    public abstract void Backward();
}
