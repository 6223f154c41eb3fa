using FluentValidation;

namespace AlignmentLab.Environments.Demonstrators;

/// <summary>Options of an expert that errs now and then.</summary>
public sealed record DemonstratorOptions
{
    /// <summary>The share of steps in which any action is taken, in [0, 1]. Default 0.3.</summary>
    public double Epsilon { get; init; } = 0.3;
}

internal sealed class DemonstratorOptionsValidator : AbstractValidator<DemonstratorOptions>
{
    public DemonstratorOptionsValidator() => RuleFor(o => o.Epsilon).Must(e => e is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
}
