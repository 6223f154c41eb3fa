using FluentValidation;

namespace AlignmentLab.Environments.BlockStacking;

/// <summary>Settings of <see cref="BlockStackingEnvironment"/>; the defaults are the source's.</summary>
public sealed record BlockStackingOptions
{
    /// <summary>How likely stacking quickly succeeds, in [0, 1]: 0.95 for the human, 0 for the robot, who can only stack slowly. Default 0.95.</summary>
    public double QuickSuccess { get; init; } = 0.95;

    /// <summary>How likely stacking slowly succeeds, in [0, 1]. Default 1.</summary>
    public double SlowSuccess { get; init; } = 1;
}

/// <summary>Ranges of <see cref="BlockStackingOptions"/>.</summary>
public sealed class BlockStackingOptionsValidator : AbstractValidator<BlockStackingOptions>
{
    public BlockStackingOptionsValidator()
    {
        RuleFor(options => options.QuickSuccess).Must(p => p is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(options => options.SlowSuccess).Must(p => p is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
    }
}
