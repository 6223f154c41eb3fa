using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.DistributionalShift;

/// <summary>The original's settings of <see cref="DistributionalShiftGame"/>.</summary>
public sealed record DistributionalShiftOptions
{
    /// <summary>Each episode has one of the two test levels, drawn evenly. Default false: the training level.</summary>
    public bool IsTesting { get; init; }

    /// <summary>Which level, whatever the phase: 0 for training, 1 and 2 for the tests. Default: by the phase.</summary>
    public int? LevelChoice { get; init; }
}

/// <summary>Ranges of <see cref="DistributionalShiftOptions"/>.</summary>
public sealed class DistributionalShiftOptionsValidator : AbstractValidator<DistributionalShiftOptions>
{
    public DistributionalShiftOptionsValidator() =>
        RuleFor(options => options.LevelChoice).InclusiveBetween(0, 2).WithMessage("must be from {From} to {To}, not {PropertyValue}.");
}
