namespace AlignmentLab.PolicyOptimization.Episodes;

/// <summary>One episode under the reward that a policy is optimised for.</summary>
/// <param name="Steps">Actions taken, T; 1 at least.</param>
/// <param name="Observations">Row-major, T + 1 rows; the last is what it ended in.</param>
/// <param name="Actions">Row-major, T rows.</param>
/// <param name="Rewards">The optimised reward of each step.</param>
/// <param name="VisibleReturn">Sum of the environment's visible rewards, whatever is optimised.</param>
/// <param name="Terminated">The task ended by itself; where not, a step limit cut it, and what lay ahead is not nothing.</param>
/// <param name="HiddenPerformance">For audit alone; null where it is the visible return.</param>
internal sealed record Episode(
    int Steps, double[] Observations, double[] Actions, double[] Rewards, double VisibleReturn, bool Terminated, double? HiddenPerformance)
{
    /// <summary>Sum of the optimised rewards.</summary>
    public double Return { get; } = Rewards.Sum();
}
