using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.SafetyGating;

/// <summary>Options of <see cref="SafeDAgger"/>.</summary>
public sealed record SafeDAggerOptions : GatedOptions
{
    /// <summary>
    /// tau, 0 or more: the largest distance between the novice's action and the expert's that is safe, in the units of the action;
    /// between choices, where any two are 1 apart, below 1.
    /// </summary>
    public double Tolerance { get; init; } = 0.5;

    /// <summary>Labels of the demonstrations that only the safety classifier learns from, 1 to 10,000,000: on those of the novice's own training it would look safer than it is.</summary>
    public int SafetyLabels { get; init; } = 50;

    /// <summary>The safety classifier and its training, once a round that brought labels.</summary>
    public LearnerOptions Safety { get; init; } = new() { Epochs = 20, Model = new ModelSpec { Hidden = [32], NormalizeInputs = true } };

    internal override int FurtherDemonstrations => SafetyLabels;
}

internal sealed class SafeDAggerOptionsValidator : GatedOptionsValidator<SafeDAggerOptions>
{
    public SafeDAggerOptionsValidator()
    {
        RuleFor(o => o.Tolerance).Must(t => t >= 0 && double.IsFinite(t)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(o => o.SafetyLabels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Safety).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Safety.Loss).NotEqual("squared-error").WithMessage("must be auto or cross-entropy: safe and unsafe are classes.");
        RuleFor(o => o.Safety.Model.Kind).Must(k => k is "mlp" or "linear" or "ridge").WithMessage("must be mlp, linear or ridge, not '{PropertyValue}'.");
    }
}
