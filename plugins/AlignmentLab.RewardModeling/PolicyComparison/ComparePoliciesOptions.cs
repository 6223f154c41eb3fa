using AlignmentLab.Judges;
using FluentValidation;

namespace AlignmentLab.RewardModeling.PolicyComparison;

/// <summary>Options of <see cref="ComparePolicies"/>.</summary>
public sealed record ComparePoliciesOptions
{
    /// <summary>The policy whose share of preferences is measured.</summary>
    public ComparedPolicy First { get; init; } = new() { Kind = PolicyKind.Expert };

    /// <summary>The policy that it is compared with.</summary>
    public ComparedPolicy Second { get; init; } = new() { Kind = PolicyKind.Uniform };

    /// <summary>Who compares: a scripted judge, or <c>human</c>.</summary>
    public JudgeRef Judge { get; init; } = JudgeRef.Of("visible-return");

    /// <summary>Pairs of fragments, 1 to 10,000; each is one expert query.</summary>
    public int Pairs { get; init; } = 20;

    /// <summary>Steps of a fragment, 1 to 1,000; both fragments of a pair are cut to the shorter rollout where one is shorter.</summary>
    public int FragmentSteps { get; init; } = 50;
}

internal sealed class ComparePoliciesOptionsValidator : AbstractValidator<ComparePoliciesOptions>
{
    public ComparePoliciesOptionsValidator()
    {
        RuleFor(o => o.First).SetValidator(new ComparedPolicyValidator());
        RuleFor(o => o.Second).SetValidator(new ComparedPolicyValidator());
        RuleFor(o => o.Pairs).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.FragmentSteps).InclusiveBetween(1, 1_000).WithMessage("must be 1 to 1000, not {PropertyValue}.");
    }
}
