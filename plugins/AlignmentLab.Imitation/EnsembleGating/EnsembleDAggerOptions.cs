using AlignmentLab.Imitation.Gating;
using FluentValidation;

namespace AlignmentLab.Imitation.EnsembleGating;

/// <summary>Options of <see cref="EnsembleDAgger"/>.</summary>
public sealed record EnsembleDAggerOptions : EnsembleOptions
{
    /// <summary>chi, 0 or more: the largest variance of the members at which the novice acts; of the probabilities of choices, or of actions in their units squared.</summary>
    public double Doubt { get; init; } = 0.05;

    /// <summary>tau, 0 or more: the largest distance from the expert's action at which the novice acts. Of no account where doubt decides alone.</summary>
    public double Discrepancy { get; init; } = 0.5;

    /// <summary>What decides who acts.</summary>
    public EnsembleRule Rule { get; init; }
}

/// <summary>What decides who acts in <see cref="EnsembleDAgger"/>.</summary>
public enum EnsembleRule
{
    /// <summary>The paper's: the novice acts where it neither doubts nor deviates. To know the latter the expert is asked in every state.</summary>
    DoubtAndDiscrepancy,

    /// <summary>The novice acts where it does not doubt. The expert is asked only where it acts.</summary>
    Doubt,
}

internal sealed class EnsembleDAggerOptionsValidator : EnsembleOptionsValidator<EnsembleDAggerOptions>
{
    public EnsembleDAggerOptionsValidator()
    {
        RuleFor(o => o.Doubt).Must(d => d >= 0 && double.IsFinite(d)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(o => o.Discrepancy).Must(d => d >= 0 && double.IsFinite(d)).WithMessage("must be 0 or more, not {PropertyValue}.");
    }
}
