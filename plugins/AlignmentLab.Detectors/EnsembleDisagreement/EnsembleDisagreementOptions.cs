using FluentValidation;

namespace AlignmentLab.Detectors.EnsembleDisagreement;

/// <summary>Options of <see cref="EnsembleDisagreementDetector"/>.</summary>
public sealed record EnsembleDisagreementOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run whose ensemble goes on disagreeing as it first did raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>The share of pairs, in [0.5, 1), that may lie above the first judgements' median before it counts against the ensemble. Default 0.5.</summary>
    public double NullShare { get; init; } = 0.5;

    /// <summary>Pairs that the first judgements must have, 8 or more; those with fewer are left out. Default 16.</summary>
    public int MinimumPairs { get; init; } = 16;
}

/// <summary>Ranges of <see cref="EnsembleDisagreementOptions"/>.</summary>
public sealed class EnsembleDisagreementOptionsValidator : AbstractValidator<EnsembleDisagreementOptions>
{
    public EnsembleDisagreementOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.NullShare).Must(s => s is >= 0.5 and < 1).WithMessage("must be from 0.5 to below 1, not {PropertyValue}.");
        RuleFor(o => o.MinimumPairs).GreaterThanOrEqualTo(8).WithMessage("must be 8 or more, not {PropertyValue}.");
    }
}
