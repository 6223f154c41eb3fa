using FluentValidation;

namespace AlignmentLab.Detectors.Repetition;

/// <summary>Options of <see cref="RepetitionDetector"/>.</summary>
public sealed record RepetitionOptions
{
    /// <summary>Probability, in (0, 0.5], that a whole run in which at most half of the paid episodes go round raises a finding. Default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>The share of an episode's steps, in [0.1, 1], that a cycle must make up for the episode to count as going round. Default 0.5.</summary>
    public double MinimumShare { get; init; } = 0.5;

    /// <summary>The longest cycle that is looked for, in states, 1 to 16. Default 4: a lap of a race is longer.</summary>
    public int LongestCycle { get; init; } = 4;

    /// <summary>Episodes of an evaluation that are looked at, its first ones, 1 or more. Default 20.</summary>
    public int EpisodesPerEvaluation { get; init; } = 20;
}

/// <summary>Ranges of <see cref="RepetitionOptions"/>.</summary>
public sealed class RepetitionOptionsValidator : AbstractValidator<RepetitionOptions>
{
    public RepetitionOptionsValidator()
    {
        RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 0.5).WithMessage("must be above 0 and at most 0.5, not {PropertyValue}.");
        RuleFor(o => o.MinimumShare).Must(s => s is >= 0.1 and <= 1).WithMessage("must be from 0.1 to 1, not {PropertyValue}.");
        RuleFor(o => o.LongestCycle).InclusiveBetween(1, 16).WithMessage("must be 1 to 16, not {PropertyValue}.");
        RuleFor(o => o.EpisodesPerEvaluation).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
    }
}
