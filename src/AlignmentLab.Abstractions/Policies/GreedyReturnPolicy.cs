using AlignmentLab.Artifacts;

namespace AlignmentLab.Policies;

/// <summary>
/// The choice of the largest predicted return to go, which is that of the least cost to go, acts; the first of equals. Discrete
/// actions only.
/// </summary>
/// <param name="Model">Predicts a return from a <see cref="Learning.StateActionFeatures"/>, in whatever unit.</param>
[PolicyKind("greedy-return.v1")]
public sealed record GreedyReturnPolicy(Artifact Model) : Policy;
