using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.ThriftyGating;

/// <summary>Options of <see cref="ThriftyDAgger"/>.</summary>
public sealed record ThriftyDAggerOptions : EnsembleOptions
{
    /// <summary>alpha_h, above 0 and below 1: in what share of the novice's states each of the two thresholds, of novelty and of risk, should call the expert.</summary>
    public double InterventionRate { get; init; } = 0.05;

    /// <summary>Labels of further demonstrations, 1 to 10,000,000, on which the first thresholds are set before the novice learns from them.</summary>
    public int ThresholdLabels { get; init; } = 50;

    /// <summary>gamma, in [0, 1]: what a reward is worth one step later, to the model of risk.</summary>
    public double Discount { get; init; } = 0.95;

    /// <summary>The model of risk and its training, once a round.</summary>
    public LearnerOptions Risk { get; init; } = new() { Epochs = 10, Model = new ModelSpec { Hidden = [32], NormalizeInputs = true } };

    internal override int FurtherDemonstrations => ThresholdLabels;
}

internal sealed class ThriftyDAggerOptionsValidator : EnsembleOptionsValidator<ThriftyDAggerOptions>
{
    public ThriftyDAggerOptionsValidator()
    {
        RuleFor(o => o.InterventionRate).Must(r => r is > 0 and < 1).WithMessage("must be above 0 and below 1, not {PropertyValue}.");
        RuleFor(o => o.ThresholdLabels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Discount).Must(d => d is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(o => o.Risk).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Risk.Loss).NotEqual("cross-entropy").WithMessage("must be auto or squared-error: returns are numbers, not classes.");
        RuleFor(o => o.Risk.Model.Kind).Must(k => k is "mlp" or "linear" or "ridge").WithMessage("must be mlp, linear or ridge, which predict numbers, not '{PropertyValue}'.");
    }
}
