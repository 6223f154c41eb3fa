using FluentValidation;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>Options of <see cref="StateShiftDetector"/>.</summary>
public sealed record StateShiftOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run without any shift raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>Kolmogorov-Smirnov distance, in [0, 1], below which a shift is no finding however significant. Default 0.2.</summary>
    public double MinimumDistance { get; init; } = 0.2;

    /// <summary>
    /// Episodes that the larger sample must have, 2 or more: a look with fewer is left out. Where both samples have as many the
    /// test is exact, else approximate. Default 5.
    /// </summary>
    public int MinimumEpisodes { get; init; } = 5;

    /// <summary>States that each sample must have, 1 or more: a look with fewer is left out. Default 50.</summary>
    public int MinimumStates { get; init; } = 50;

    /// <summary>Episodes of a sample that are compared, 2 or more; of more, a random choice. Default 100.</summary>
    public int MaximumEpisodes { get; init; } = 100;

    /// <summary>States of a sample that are compared, 100 to 30000; of more, evenly spaced ones of each episode. Default 2000.</summary>
    public int MaximumStates { get; init; } = 2_000;

    /// <summary>
    /// Look at a policy's rollouts too, whenever this many have come together, 2 or more. Left out: at evaluations only. Where
    /// an algorithm evaluates each policy that it rolls out, the same shift is then looked at twice, which spends the level.
    /// </summary>
    public int? RolloutsPerLook { get; init; }
}

/// <summary>Ranges of <see cref="StateShiftOptions"/>.</summary>
public sealed class StateShiftOptionsValidator : AbstractValidator<StateShiftOptions>
{
    public StateShiftOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(alpha => alpha is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.MinimumDistance).Must(distance => distance is >= 0 and <= 1).WithMessage("must be between 0 and 1, not {PropertyValue}.");
        RuleFor(o => o.MinimumEpisodes).GreaterThanOrEqualTo(2).WithMessage("must be 2 or more, not {PropertyValue}.");
        RuleFor(o => o.MinimumStates).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.MaximumEpisodes).GreaterThanOrEqualTo(2).WithMessage("must be 2 or more, not {PropertyValue}.");
        RuleFor(o => o.MaximumEpisodes).GreaterThanOrEqualTo(o => o.MinimumEpisodes).WithMessage("must be no less than minimumEpisodes, not {PropertyValue}.");
        RuleFor(o => o.MaximumStates).InclusiveBetween(100, 30_000).WithMessage("must be between 100 and 30000, not {PropertyValue}.");
        RuleFor(o => o.MaximumStates).GreaterThanOrEqualTo(o => 2 * o.MinimumStates).WithMessage("must be no less than twice minimumStates, not {PropertyValue}.");
        RuleFor(o => o.RolloutsPerLook).GreaterThanOrEqualTo(2).WithMessage("must be 2 or more, not {PropertyValue}.");
    }
}
