using FluentValidation;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>Options of <see cref="PolicyDistanceDetector"/>.</summary>
public sealed record PolicyDistanceOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run whose policy stays where it was raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>The mean Hellinger distance, in [0, 1], below which a move is no finding however significant. Default 0.2.</summary>
    public double MinimumDistance { get; init; } = 0.2;

    /// <summary>States of a rollout in which policies are asked for their distributions, evenly spaced, 1 to 10,000; all where there are fewer. Default 64.</summary>
    public int StatesPerRollout { get; init; } = 64;

    /// <summary>Rollouts that say what the trusted policy does, 8 to 1000; as many again say how far its own rollouts lie from that, where frequencies are compared. Default 16.</summary>
    public int BaseSize { get; init; } = 16;
}

/// <summary>Ranges of <see cref="PolicyDistanceOptions"/>.</summary>
public sealed class PolicyDistanceOptionsValidator : AbstractValidator<PolicyDistanceOptions>
{
    public PolicyDistanceOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.MinimumDistance).Must(s => s is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(o => o.StatesPerRollout).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.BaseSize).InclusiveBetween(8, 1000).WithMessage("must be 8 to 1000, not {PropertyValue}.");
    }
}
