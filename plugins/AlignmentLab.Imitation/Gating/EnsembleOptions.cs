using AlignmentLab.Imitation.Scoring;
using FluentValidation;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Options of algorithms whose novice is an ensemble.</summary>
public abstract record EnsembleOptions : GatedOptions
{
    /// <summary>Members of the ensemble, 2 to 100.</summary>
    public int Members { get; init; } = 5;

    /// <summary>
    /// Whether each member has its own resample of the labelled episodes, drawn with replacement (Efron 1979), besides its own
    /// initial weights. A <c>ridge</c> model has no initial weights: without it, or with one episode, its members never differ.
    /// </summary>
    public bool Bootstrap { get; init; } = true;
}

internal abstract class EnsembleOptionsValidator<TOptions> : GatedOptionsValidator<TOptions>
    where TOptions : EnsembleOptions
{
    private const int MostMembers = 100;

    protected EnsembleOptionsValidator() => RuleFor(o => o.Members).From(2, MostMembers);
}
