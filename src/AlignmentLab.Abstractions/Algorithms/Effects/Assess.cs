using AlignmentLab.Environments;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks how far a policy's actions are from the labels, in the labelled states: its supervised error.</summary>
/// <param name="Labels">One labelled state at least.</param>
[Effect("assess", "assessment-requested.v1", "assessment-completed.v1")]
public sealed record AssessRequest(Policy Policy, EnvironmentRef Environment, Dataset Labels) : Effect<Assessment>;

/// <summary>A policy's error on labelled states.</summary>
/// <param name="Count">Labelled states.</param>
/// <param name="Disagreements">In how many of them the policy's action was not the label.</param>
/// <param name="SquaredError">Mean over the states of the squared distance between action and label.</param>
public sealed record Assessment(long Count, long Disagreements, double SquaredError)
{
    /// <summary>The share of states in which the policy's action was not the label, in [0, 1].</summary>
    public double ErrorRate() => (double)Disagreements / Count;
}

public static class AssessEffects
{
    /// <summary>Compares a policy with labels that it need not have been trained on. No expert is asked.</summary>
    public static Task<Assessment> AssessAsync(this IRunContext run, Policy policy, Dataset labels) =>
        run.PerformAsync(new AssessRequest(policy, run.Environment.Reference, labels));
}
