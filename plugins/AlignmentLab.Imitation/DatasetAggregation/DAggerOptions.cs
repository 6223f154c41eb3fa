using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.DatasetAggregation;

/// <summary>Options of <see cref="DAgger"/>.</summary>
public sealed record DAggerOptions
{
    /// <summary>N, the number of rounds at most, 1 or more.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>Episodes that a round samples at least, 1 or more.</summary>
    public int EpisodesPerRound { get; init; } = 3;

    /// <summary>Steps that a round samples at least, 0 or more.</summary>
    public int StepsPerRound { get; init; } = 500;

    /// <summary>Expert labels in all, 1 or more; the round in which they run out is the last. Left out: no limit but the rounds.</summary>
    public int? Labels { get; init; }

    /// <summary>How often the expert acts while states are gathered.</summary>
    public BetaSchedule Beta { get; init; } = new();

    /// <summary>The model and its training, once a round.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes on which each round's policy is validated, 1 or more.</summary>
    public int ValidationEpisodes { get; init; } = 20;

    /// <summary>Ends after the first round whose mean validation return reaches this. Left out: all rounds.</summary>
    public double? StopAtReturn { get; init; }

    /// <summary>Episodes of the final evaluation, 1 or more.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }

    internal long LabelLimit => Labels ?? long.MaxValue;
}

internal sealed class DAggerOptionsValidator : AbstractValidator<DAggerOptions>
{
    public DAggerOptionsValidator()
    {
        RuleFor(o => o.Rounds).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.EpisodesPerRound).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.StepsPerRound).GreaterThanOrEqualTo(0).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(o => o.Labels).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.ValidationEpisodes).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.EvaluationEpisodes).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.Beta).SetValidator(new BetaScheduleValidator());
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
