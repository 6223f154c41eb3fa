namespace AlignmentLab.Imitation.Chunks;

/// <summary>Some steps from a state that the policy reached, and how likely each was.</summary>
/// <param name="Start">Steps of the policy before it.</param>
/// <param name="Last">The observation after it: for sequences, the whole text.</param>
/// <param name="Ratios">Logarithm of how much likelier the first 1, 2, ... steps together were under the expert than under the policy.</param>
/// <param name="Divergences">KL divergence of the policy's choice from the expert's before each step, in nats.</param>
internal sealed record Continuation(int Start, double[] Last, double[] Ratios, double[] Divergences);
