using FluentValidation;

namespace AlignmentLab.Learning;

/// <summary>Where the weights of a policy come from that is to be improved.</summary>
public enum PolicyStart
{
    /// <summary>New ones, from the run's seed.</summary>
    New,

    /// <summary>The spec's expert is imitated first.</summary>
    Imitation,
}

/// <summary>How the expert is imitated first.</summary>
public sealed record ImitationOptions
{
    /// <summary>Episodes of the expert, 1 to 10,000; each of their states is one expert query.</summary>
    public int Episodes { get; init; } = 10;

    /// <summary>How it is learned; the model is that of the policy.</summary>
    public LearnerOptions Learner { get; init; } = new();
}

/// <summary>The ranges that <see cref="ImitationOptions"/> documents.</summary>
public sealed class ImitationOptionsValidator : AbstractValidator<ImitationOptions>
{
    public ImitationOptionsValidator()
    {
        RuleFor(o => o.Episodes).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
