using AlignmentLab.RewardModeling.PolicyLearning;
using FluentValidation;

namespace AlignmentLab.RewardModeling.PreferenceLearning;

/// <summary>How a policy is improved against the reward after each round's fit.</summary>
public sealed record ImproveOptions : PolicyLearningOptions
{
    /// <summary>Iterations after each fit, 1 to 10,000.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>
    /// The share of all queries that are asked about the policy as it starts, in (0, 1): those of the first round. The later rounds share the rest. Null: as many in each
    /// round. The paper asks a quarter at first (appendix A.1).
    /// </summary>
    public double? FirstShare { get; init; } = 0.25;

    /// <summary>
    /// With a first share: after so many rounds of improvement, h, a round is asked half as much as the first of them, more than 0: the
    /// rate falls as h / (t + h), as in the paper. By default 3.
    /// </summary>
    public double HalvedAfter { get; init; } = 3;
}

internal sealed class ImproveOptionsValidator : AbstractValidator<ImproveOptions>
{
    public ImproveOptionsValidator()
    {
        Include(new PolicyLearningOptionsValidator());
        RuleFor(o => o.Iterations).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.FirstShare).Must(s => s is null or (> 0 and < 1)).WithMessage("must be above 0 and below 1, or null for as many queries in each round, not {PropertyValue}.");
        RuleFor(o => o.HalvedAfter).Must(h => h > 0 && double.IsFinite(h)).WithMessage("must be above 0, not {PropertyValue}.");
    }
}
