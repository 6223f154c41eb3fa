namespace AlignmentLab.Policies;

/// <summary>
/// <paramref name="Inner"/> acts, and each number of its action is moved by a normal draw of its own: what
/// <see cref="ErringPolicy"/> is where actions are continuous. The sum is clipped to the action space.
/// </summary>
/// <param name="Deviation">Standard deviation of a draw, 0 or more, in the units of the action.</param>
[PolicyKind("noisy.v1")]
public sealed record NoisyPolicy(double Deviation, Policy Inner) : Policy;
