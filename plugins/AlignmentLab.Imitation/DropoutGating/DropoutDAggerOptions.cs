using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.DropoutGating;

/// <summary>Options of <see cref="DropoutDAgger"/>.</summary>
public sealed record DropoutDAggerOptions : GatedOptions
{
    public DropoutDAggerOptions() => Learner = new LearnerOptions { Model = new ModelSpec { Dropout = 0.1 } };

    /// <summary>N, opinions that are sampled of the novice in each state, 1 to 10,000.</summary>
    public int Samples { get; init; } = 10;

    /// <summary>tau, 0 or more: the largest distance from the expert's action that is near, in the units of the action; between choices, where any two are 1 apart, below 1.</summary>
    public double Tolerance { get; init; } = 0.5;

    /// <summary>p, in [0, 1]: the least share of samples that must be near for the novice to act.</summary>
    public double Share { get; init; } = 0.8;
}

internal sealed class DropoutDAggerOptionsValidator : GatedOptionsValidator<DropoutDAggerOptions>
{
    private const int MostSamples = 10_000;

    public DropoutDAggerOptionsValidator()
    {
        RuleFor(o => o.Samples).From(1, MostSamples);
        RuleFor(o => o.Tolerance).Must(t => t >= 0 && double.IsFinite(t)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(o => o.Share).Must(s => s is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(o => o.Learner.Model.Dropout).NotNull().WithMessage("must be set, such as 0.1: without it all opinions of the novice are one.");
    }
}
