using AlignmentLab.Artifacts;
using AlignmentLab.Experts;

namespace AlignmentLab.Policies;

/// <summary>
/// A policy as data: what an event records of who acted. It is opened for acting by the <see cref="IPolicyOpener{TPolicy}"/>
/// of its kind; a plugin adds a kind by a record with <see cref="PolicyKindAttribute"/> and an opener.
/// </summary>
public abstract record Policy
{
    /// <summary>With probability <paramref name="beta"/> at each step the first policy acts, else the second.</summary>
    /// <remarks>
    /// pi_i = beta_i pi* + (1 - beta_i) pi^_i of Ross, Gordon and Bagnell 2011 (algorithm 3.1). A beta of 1 or 0 is the one
    /// policy alone, and is recorded as such.
    /// </remarks>
    /// <param name="beta">In [0, 1].</param>
    public static Policy Mixture(double beta, Policy first, Policy second) => beta switch
    {
        1 => first,
        0 => second,
        > 0 and < 1 => new MixturePolicy(beta, first, second),
        _ => throw new ArgumentOutOfRangeException(nameof(beta), beta, "A mixture weight lies in [0, 1]."),
    };
}

/// <summary>Names a kind of policy in stored events, such as <c>mixture.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PolicyKindAttribute(string kind) : Attribute
{
    public string Kind { get; } = kind;
}

/// <summary>The expert acts.</summary>
[PolicyKind("expert.v1")]
public sealed record ExpertPolicy(ExpertRef Expert) : Policy;

/// <summary>
/// A trained model acts: the class with the largest logit (the first of equals) where actions are discrete, else the
/// predicted vector, clipped to the action space.
/// </summary>
[PolicyKind("learned.v1")]
public sealed record LearnedPolicy(Artifact Checkpoint) : Policy;

/// <summary>At each step <paramref name="First"/> acts with probability <paramref name="Beta"/>, else <paramref name="Second"/>.</summary>
[PolicyKind("mixture.v1")]
public sealed record MixturePolicy(double Beta, Policy First, Policy Second) : Policy;

/// <summary>Actions uniform over the action space, which must be bounded.</summary>
[PolicyKind("uniform.v1")]
public sealed record UniformPolicy : Policy;

/// <summary>
/// <paramref name="Inner"/> acts, but with probability <paramref name="Epsilon"/> at each step, independently, a uniformly
/// drawn other action is taken instead: the injected error of compounding-error studies. Discrete actions only.
/// </summary>
[PolicyKind("erring.v1")]
public sealed record ErringPolicy(double Epsilon, Policy Inner) : Policy;

/// <summary>
/// A table says how likely each choice is in each state (<see cref="PolicyTable"/>); in a state that it has no row for, all are
/// equally likely. Discrete actions only.
/// </summary>
[PolicyKind("tabular.v1")]
public sealed record TabularPolicy(Artifact Table) : Policy;

/// <summary>
/// A trained model's choices are drawn with the softmax of its logits over <paramref name="Temperature"/>: a stochastic policy, as
/// policy gradients train. Discrete actions only.
/// </summary>
/// <param name="Temperature">More than 0; 1 takes the logits as they are.</param>
[PolicyKind("softmax.v1")]
public sealed record SoftmaxPolicy(Artifact Checkpoint, double Temperature = 1) : Policy;
