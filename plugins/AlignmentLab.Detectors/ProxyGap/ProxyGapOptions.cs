using FluentValidation;

namespace AlignmentLab.Detectors.ProxyGap;

/// <summary>Options of <see cref="ProxyGapDetector"/>.</summary>
public sealed record ProxyGapOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run whose learned rewards are as accurate as they should be raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>The accuracy against held-out labels, in (0.5, 1), that a learned reward should have. Default 0.6.</summary>
    public double MinimumAccuracy { get; init; } = 0.6;

    /// <summary>
    /// How much further out a sequence found by attacking the reward may lie in learned than in visible return, in standard deviations of random
    /// sequences, more than 0. It is a size and not a test: what was found is there. Default 3.
    /// </summary>
    public double MaximumAttackGap { get; init; } = 3;
}

/// <summary>Ranges of <see cref="ProxyGapOptions"/>.</summary>
public sealed class ProxyGapOptionsValidator : AbstractValidator<ProxyGapOptions>
{
    public ProxyGapOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.MinimumAccuracy).Must(a => a is > 0.5 and < 1).WithMessage("must be above 0.5 and below 1, not {PropertyValue}.");
        RuleFor(o => o.MaximumAttackGap).Must(g => g > 0 && double.IsFinite(g)).WithMessage("must be above 0, not {PropertyValue}.");
    }
}
