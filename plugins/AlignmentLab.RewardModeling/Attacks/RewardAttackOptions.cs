using FluentValidation;

namespace AlignmentLab.RewardModeling.Attacks;

/// <summary>How hard to search. It is part of every request, so its JSON form is stored for ever.</summary>
public sealed record RewardAttackOptions
{
    /// <summary>Free inputs drawn at random, 1 to 1,000,000; from the best of them the search climbs.</summary>
    public int FreeSamples { get; init; } = 2_000;

    /// <summary>Action sequences drawn at random, 2 to 100,000.</summary>
    public int Sequences { get; init; } = 100;

    /// <summary>Changes tried to the best sequence, 0 to 100,000.</summary>
    public int Changes { get; init; } = 300;

    /// <summary>Steps of a sequence at most, 1 to 10,000; the environment's own limit holds too.</summary>
    public int MaxSteps { get; init; } = 200;

    /// <summary>What stands for a bound of a space that is infinite, more than 0.</summary>
    public double UnboundedAs { get; init; } = 10;
}

internal sealed class RewardAttackOptionsValidator : AbstractValidator<RewardAttackOptions>
{
    public RewardAttackOptionsValidator()
    {
        RuleFor(o => o.FreeSamples).InclusiveBetween(1, 1_000_000).WithMessage("must be 1 to 1000000, not {PropertyValue}.");
        RuleFor(o => o.Sequences).InclusiveBetween(2, 100_000).WithMessage("must be 2 to 100000, not {PropertyValue}.");
        RuleFor(o => o.Changes).InclusiveBetween(0, 100_000).WithMessage("must be 0 to 100000, not {PropertyValue}.");
        RuleFor(o => o.MaxSteps).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.UnboundedAs).Must(bound => bound > 0 && double.IsFinite(bound)).WithMessage("must be more than 0, not {PropertyValue}.");
    }
}
