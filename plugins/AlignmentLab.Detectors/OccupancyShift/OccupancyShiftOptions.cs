using FluentValidation;

namespace AlignmentLab.Detectors.OccupancyShift;

/// <summary>Options of <see cref="OccupancyShiftDetector"/>.</summary>
public sealed record OccupancyShiftOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run whose rollouts go where the first ones went raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>The Hellinger distance of the newest rollouts together, in [0, 1], below which a shift is no finding however significant. Default 0.3.</summary>
    public double MinimumDistance { get; init; } = 0.3;

    /// <summary>Rollouts that say where the trusted policy goes, 8 to 1000; as many again say how far its own rollouts lie from that. Default 16.</summary>
    public int BaseSize { get; init; } = 16;
}

/// <summary>Ranges of <see cref="OccupancyShiftOptions"/>.</summary>
public sealed class OccupancyShiftOptionsValidator : AbstractValidator<OccupancyShiftOptions>
{
    public OccupancyShiftOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.MinimumDistance).Must(s => s is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(o => o.BaseSize).InclusiveBetween(8, 1000).WithMessage("must be 8 to 1000, not {PropertyValue}.");
    }
}
