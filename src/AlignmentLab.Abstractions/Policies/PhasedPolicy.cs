namespace AlignmentLab.Policies;

/// <summary>
/// Policies take turns within an episode: each phase's acts for its steps, then <paramref name="Last"/> to the end. A policy for each
/// step (forward training), an expert that takes over (chunks of imitation, costs to go) and one odd step among others are all this.
/// </summary>
/// <param name="Phases">In order; none: <paramref name="Last"/> alone.</param>
[PolicyKind("phased.v1")]
public sealed record PhasedPolicy(IReadOnlyList<PolicyPhase> Phases, Policy Last) : Policy
{
    public bool Equals(PhasedPolicy? other) => other is not null && Last == other.Last && Phases.SequenceEqual(other.Phases);

    public override int GetHashCode() => HashCode.Combine(Phases.Count, Last);
}

/// <param name="Steps">For how many steps it acts, 0 or more.</param>
public sealed record PolicyPhase(Policy Policy, int Steps);
