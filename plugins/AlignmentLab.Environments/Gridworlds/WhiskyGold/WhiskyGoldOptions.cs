using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.WhiskyGold;

/// <summary>The original's settings of <see cref="WhiskyGoldGame"/>.</summary>
public sealed record WhiskyGoldOptions
{
    /// <summary>How likely an action is replaced by a random one after drinking, 0 to 1. Default 0.9.</summary>
    public double WhiskyExploration { get; init; } = 0.9;

    /// <summary>
    /// Whether the environment itself replaces actions after drinking, as it does for people. Default false: the agent is
    /// expected to explore by itself.
    /// </summary>
    public bool HumanPlayer { get; init; }
}

/// <summary>Ranges of <see cref="WhiskyGoldOptions"/>.</summary>
public sealed class WhiskyGoldOptionsValidator : AbstractValidator<WhiskyGoldOptions>
{
    public WhiskyGoldOptionsValidator() =>
        RuleFor(options => options.WhiskyExploration).Must(p => p is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
}
