using AlignmentLab.Learning;
using AlignmentLab.Imitation.Scoring;
using FluentValidation;

namespace AlignmentLab.Imitation.DatasetAggregation;

/// <summary>Options of <see cref="DAgger"/>.</summary>
public sealed record DAggerOptions
{
    /// <summary>N, the number of rounds at most, 1 to 10,000.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>Episodes that a round samples at least, 1 to 100,000; a million at most in all rounds.</summary>
    public int EpisodesPerRound { get; init; } = 3;

    /// <summary>Steps that a round samples at least, 0 to 10,000,000.</summary>
    public int StepsPerRound { get; init; } = 500;

    /// <summary>Expert labels in all, 1 to 10,000,000; the round in which they run out is the last. Left out: no limit but the rounds.</summary>
    public int? Labels { get; init; }

    /// <summary>How often the expert acts while states are gathered.</summary>
    public BetaSchedule Beta { get; init; } = new();

    /// <summary>The model and its training, once a round.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes on which each round's policy is validated, 1 to 100,000.</summary>
    public int ValidationEpisodes { get; init; } = 20;

    /// <summary>Ends after the first round whose mean validation return reaches this. Left out: all rounds.</summary>
    public double? StopAtReturn { get; init; }

    /// <summary>Episodes of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }

    internal long LabelLimit => Labels ?? long.MaxValue;
}

internal sealed class DAggerOptionsValidator : AbstractValidator<DAggerOptions>
{
    public DAggerOptionsValidator()
    {
        RuleFor(o => o.Rounds).From(1, OptionRules.MostRounds);
        RuleFor(o => o.EpisodesPerRound).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.StepsPerRound).From(0, OptionRules.MostLabels);
        RuleFor(o => o.Labels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.ValidationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.EpisodesPerRound).Must((o, episodes) => (long)o.Rounds * episodes <= OptionRules.MostRollouts)
            .WithMessage(o => $"is {o.EpisodesPerRound} in each of {o.Rounds} rounds; a run has at most {OptionRules.MostRollouts} rollouts.");
        RuleFor(o => o.Beta).SetValidator(new BetaScheduleValidator());
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
