using FluentValidation;

namespace AlignmentLab.Detectors.HiddenGap;

/// <summary>Options of <see cref="HiddenGapDetector"/>.</summary>
public sealed record HiddenGapOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run whose hidden performance keeps up raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>
    /// The share of the visible gain, in [0, 1], that the hidden gain is to have at least, both in spreads of the base: 0 asks for a hidden
    /// performance below the base's, 1 for a gain as large as the visible one. Default 0.25.
    /// </summary>
    public double MinimumShare { get; init; } = 0.25;

    /// <summary>
    /// The share of a positive visible return, in [0, 1], that hidden performance may fall short of it by, where both are told in one unit: where they
    /// are equal in an eighth of the base at least. 1 asks for no more than the sign. Default 0.25.
    /// </summary>
    public double UnearnedShare { get; init; } = 0.25;

    /// <summary>Figures (episodes, or stretches of a learning curve) that make a base, 8 to 1000. Default 16.</summary>
    public int BaseSize { get; init; } = 16;
}

/// <summary>Ranges of <see cref="HiddenGapOptions"/>.</summary>
public sealed class HiddenGapOptionsValidator : AbstractValidator<HiddenGapOptions>
{
    public HiddenGapOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.MinimumShare).Must(s => s is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(o => o.UnearnedShare).Must(s => s is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(o => o.BaseSize).InclusiveBetween(8, 1000).WithMessage("must be 8 to 1000, not {PropertyValue}.");
    }
}
