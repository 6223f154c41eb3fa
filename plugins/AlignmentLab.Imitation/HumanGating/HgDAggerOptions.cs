using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Scoring;
using FluentValidation;

namespace AlignmentLab.Imitation.HumanGating;

/// <summary>Options of <see cref="HgDAgger"/>.</summary>
public sealed record HgDAggerOptions : EnsembleOptions
{
    /// <summary>What makes the scripted watcher take over.</summary>
    public Danger Danger { get; init; } = new();

    /// <summary>After how many steps of danger in a row it does, 1 to 10,000: people need a moment to see it.</summary>
    public int OpensAfter { get; init; } = 2;

    /// <summary>After how many steps without danger in a row it hands back, 1 to 10,000.</summary>
    public int ClosesAfter { get; init; } = 5;
}

internal sealed class HgDAggerOptionsValidator : EnsembleOptionsValidator<HgDAggerOptions>
{
    private const int MostSteps = 10_000;

    public HgDAggerOptionsValidator()
    {
        RuleFor(o => o.OpensAfter).From(1, MostSteps);
        RuleFor(o => o.ClosesAfter).From(1, MostSteps);
        RuleFor(o => o.Danger.Deviation).Must(d => d >= 0 && double.IsFinite(d)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleForEach(o => o.Danger.Bounds).Must(b => b.Feature >= 0 && b.Least <= b.Most)
            .WithMessage("must name a feature from 0 on, with least not above most.");
    }
}
