namespace AlignmentLab.Policies;

/// <summary>
/// At each step one of several policies is drawn, by weight, and acts: a <see cref="MixturePolicy"/> of any number. Mixing
/// iterations (SEARN, SMILe) keep every policy that they trained in one.
/// </summary>
/// <param name="Parts">One at least; their weights sum to more than 0.</param>
[PolicyKind("weighted.v1")]
public sealed record WeightedPolicy(IReadOnlyList<PolicyWeight> Parts) : Policy
{
    public bool Equals(WeightedPolicy? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Parts.Count, Parts.Count == 0 ? null : Parts[^1]);
}

/// <param name="Weight">0 or more; its share is it over the sum of all.</param>
public sealed record PolicyWeight(Policy Policy, double Weight);
