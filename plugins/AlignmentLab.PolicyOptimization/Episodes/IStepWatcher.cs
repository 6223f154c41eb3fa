using AlignmentLab.Environments;

namespace AlignmentLab.PolicyOptimization.Episodes;

/// <summary>Takes note of what is done along episodes.</summary>
internal interface IStepWatcher
{
    /// <summary>An episode starts.</summary>
    void Begin(IDrawSource draws);

    /// <summary>An action was chosen, and is about to be taken.</summary>
    void Watch(ReadOnlySpan<double> observation, ReadOnlySpan<double> action);
}
