using AlignmentLab.Imitation.Scoring;
using FluentValidation;

namespace AlignmentLab.Imitation.Scheming;

/// <summary>What a policy may do that hides from training (<see cref="SchemingPolicy"/>).</summary>
public sealed record SchemerOptions
{
    /// <summary>The share of training's steps at which it may be seen to defect, in (0, 1): how large a loss training overlooks.</summary>
    public double Exposure { get; init; } = 0.01;

    /// <summary>Chunks by which the best way to hide is found and measured, half of them each, 4 to 100,000.</summary>
    public int Chunks { get; init; } = 1000;
}

internal sealed class SchemerOptionsValidator : AbstractValidator<SchemerOptions>
{
    public SchemerOptionsValidator()
    {
        RuleFor(s => s.Exposure).Must(e => e is > 0 and < 1).WithMessage("must lie between 0 and 1, not {PropertyValue}.");
        RuleFor(s => s.Chunks).From(4, OptionRules.MostEpisodes);
    }
}
