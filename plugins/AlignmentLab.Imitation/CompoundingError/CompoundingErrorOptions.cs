using AlignmentLab.Learning;
using AlignmentLab.Imitation.Scoring;
using FluentValidation;

namespace AlignmentLab.Imitation.CompoundingError;

/// <summary>Options of <see cref="CompoundingErrorStudy"/>.</summary>
public sealed record CompoundingErrorOptions
{
    /// <summary>Demonstrations (and rollouts of a round) to train on, 1 to 100,000.</summary>
    public int Demonstrations { get; init; } = 10;

    /// <summary>Rounds of on-policy training after the cloning, 0 to 10,000; 0 is cloning.</summary>
    public int OnPolicyRounds { get; init; }

    /// <summary>Injected probability of an error a step, in [0, 0.5]. Left out: the errors are those that the learner makes by itself.</summary>
    public double? Epsilon { get; init; }

    /// <summary>Fresh episodes on which learned errors are measured, 1 to 100,000.</summary>
    public int ErrorEpisodes { get; init; } = 100;

    /// <summary>The model and its training.</summary>
    public LearnerOptions Learner { get; init; } = new() { Model = new ModelSpec { Kind = "ridge" } };

    /// <summary>Episodes over which mistakes are counted, 1 to 100,000.</summary>
    public int Episodes { get; init; } = 500;
}

internal sealed class CompoundingErrorOptionsValidator : AbstractValidator<CompoundingErrorOptions>
{
    public CompoundingErrorOptionsValidator()
    {
        RuleFor(o => o.Demonstrations).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.OnPolicyRounds).From(0, OptionRules.MostRounds);
        RuleFor(o => o.Epsilon).InclusiveBetween(0, 0.5).WithMessage("must be between 0 and 0.5, not {PropertyValue}.");
        RuleFor(o => o.ErrorEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Episodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
