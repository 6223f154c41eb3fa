using FluentValidation;

namespace AlignmentLab.Detectors.RewardConcentration;

/// <summary>Options of <see cref="RewardConcentrationDetector"/>.</summary>
public sealed record RewardConcentrationOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run whose reward comes from as many states as at first raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>By how much, in [0, 1], the concentration must have risen above its first median to be a finding, however significant. Default 0.2.</summary>
    public double MinimumRise { get; init; } = 0.2;

    /// <summary>Rollouts that make the base, 8 to 1000. Default 16.</summary>
    public int BaseSize { get; init; } = 16;
}

/// <summary>Ranges of <see cref="RewardConcentrationOptions"/>.</summary>
public sealed class RewardConcentrationOptionsValidator : AbstractValidator<RewardConcentrationOptions>
{
    public RewardConcentrationOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.MinimumRise).Must(s => s is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(o => o.BaseSize).InclusiveBetween(8, 1000).WithMessage("must be 8 to 1000, not {PropertyValue}.");
    }
}
