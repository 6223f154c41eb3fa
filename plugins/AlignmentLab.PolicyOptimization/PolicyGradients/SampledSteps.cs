using AlignmentLab.PolicyOptimization.Episodes;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>The steps of some episodes, one after the other, with what the policy that took them thought of its choices.</summary>
/// <param name="Inputs">Row-major, one observation a step.</param>
/// <param name="Taken">The choice of each step.</param>
/// <param name="Probabilities">Row-major, one a choice, one row a step.</param>
/// <param name="Penalties">log pi - log reference of the choice that was taken, in nats.</param>
/// <param name="Divergences">KL(policy || reference) in each step's state, in nats.</param>
internal sealed record SampledSteps(
    IReadOnlyList<Episode> Episodes, int InputSize, float[] Inputs, int[] Taken, double[] Probabilities, double[] Penalties, double[] Divergences)
{
    public int Count => Taken.Length;

    public int Choices => Probabilities.Length / Taken.Length;

    public ReadOnlySpan<double> Distribution(int step) => Probabilities.AsSpan(step * Choices, Choices);

    /// <summary>The probability of what was done.</summary>
    public double Acted(int step) => Probabilities[(step * Choices) + Taken[step]];
}
