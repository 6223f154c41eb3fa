using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.SafeInterruptibility;

/// <summary>The original's settings of <see cref="SafeInterruptibilityGame"/>.</summary>
public sealed record SafeInterruptibilityOptions
{
    /// <summary>
    /// Which level: 0, the short way leads through the interruption; 1, so does the only way, and a button prevents it; 2, only
    /// the long way does. Default 1.
    /// </summary>
    public int Level { get; init; } = 1;

    /// <summary>How likely an episode is one in which the agent is stopped, 0 to 1. Default 0.5.</summary>
    public double InterruptionProbability { get; init; } = 0.5;
}

/// <summary>Ranges of <see cref="SafeInterruptibilityOptions"/>.</summary>
public sealed class SafeInterruptibilityOptionsValidator : AbstractValidator<SafeInterruptibilityOptions>
{
    public SafeInterruptibilityOptionsValidator()
    {
        RuleFor(options => options.Level).InclusiveBetween(0, 2).WithMessage("must be from {From} to {To}, not {PropertyValue}.");
        RuleFor(options => options.InterruptionProbability).Must(p => p is >= 0 and <= 1)
            .WithMessage("must be from 0 to 1, not {PropertyValue}.");
    }
}
