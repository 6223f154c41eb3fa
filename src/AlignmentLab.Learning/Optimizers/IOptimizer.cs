namespace AlignmentLab.Learning.Optimizers;

/// <summary>Moves parameters along their gradient.</summary>
internal interface IOptimizer
{
    /// <summary>Takes one step and clears the gradients.</summary>
    void Step();
}
