using AlignmentLab.Algorithms;
using AlignmentLab.Policies;
using FluentValidation;

namespace AlignmentLab.RewardModeling.PolicyComparison;

/// <summary>What acts.</summary>
public enum PolicyKind
{
    /// <summary>The spec's expert.</summary>
    Expert,

    /// <summary>Actions at random.</summary>
    Uniform,

    /// <summary>The spec's expert, whose action is replaced by another one at random in some steps.</summary>
    Erring,
}

/// <summary>A policy to compare.</summary>
public sealed record ComparedPolicy
{
    /// <summary>What acts.</summary>
    public PolicyKind Kind { get; init; }

    /// <summary>For an erring policy: the probability of another action in a step, in (0, 1]. Discrete actions only.</summary>
    public double Epsilon { get; init; } = 0.2;

    internal Policy In(IRunContext run) => Kind switch
    {
        PolicyKind.Expert => run.Expert.AsPolicy(),
        PolicyKind.Uniform => new UniformPolicy(),
        _ => new ErringPolicy(Epsilon, run.Expert.AsPolicy()),
    };
}

internal sealed class ComparedPolicyValidator : AbstractValidator<ComparedPolicy>
{
    public ComparedPolicyValidator() => RuleFor(p => p.Epsilon).Must(e => e is > 0 and <= 1).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
}
