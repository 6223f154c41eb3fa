namespace AlignmentLab.Policies;

/// <summary>
/// Several policies decide together: where actions are choices, the one whose probability is largest in the mean over the members
/// (the first of equals) acts, else the mean of their actions. How far the members are apart says how much the ensemble doubts
/// itself (<see cref="IDoubtingActor"/>).
/// </summary>
/// <remarks>Lakshminarayanan, Pritzel and Blundell 2017, "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles".</remarks>
/// <param name="Members">One at least. Where actions are choices each must say how likely its own are (<see cref="IDistributionActor"/>).</param>
[PolicyKind("ensemble.v1")]
public sealed record EnsemblePolicy(IReadOnlyList<Policy> Members) : Policy
{
    public bool Equals(EnsemblePolicy? other) => other is not null && Members.SequenceEqual(other.Members);

    public override int GetHashCode() => HashCode.Combine(Members.Count, Members.Count == 0 ? null : Members[^1]);
}
