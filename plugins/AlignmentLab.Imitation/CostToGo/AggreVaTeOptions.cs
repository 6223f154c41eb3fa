using AlignmentLab.Imitation.DatasetAggregation;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.CostToGo;

/// <summary>Options of <see cref="AggreVaTe"/>.</summary>
public sealed record AggreVaTeOptions
{
    /// <summary>N, 1 to 10,000.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>m, episodes of a round at most, 1 to 100,000: those that end before their drawn time cost no label where beta is 0, and need an end.</summary>
    public int EpisodesPerRound { get; init; } = 200;

    /// <summary>Steps in which the expert acts in all, the number of rounds to 10,000,000; shared evenly by the rounds, each taking what was left before it.</summary>
    public int Labels { get; init; } = 10_000;

    /// <summary>How often the expert acts before the drawn time. By default never: such a step costs as much as one after it, and tells nothing.</summary>
    public BetaSchedule Beta { get; init; } = new() { Kind = BetaKind.Constant, P = 0 };

    /// <summary>The model of what an action costs and its training, once a round.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes on which each round's policy is validated, 1 to 100,000.</summary>
    public int ValidationEpisodes { get; init; } = 20;

    /// <summary>Episodes of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }
}

internal sealed class AggreVaTeOptionsValidator : AbstractValidator<AggreVaTeOptions>
{
    public AggreVaTeOptionsValidator()
    {
        RuleFor(o => o.Rounds).From(1, OptionRules.MostRounds);
        RuleFor(o => o.EpisodesPerRound).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Labels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Labels).Must((o, labels) => labels >= o.Rounds).WithMessage(o => $"is {o.Labels}; each of {o.Rounds} rounds needs one at least.");
        RuleFor(o => o.EpisodesPerRound).Must((o, episodes) => (long)o.Rounds * episodes <= OptionRules.MostRollouts)
            .WithMessage(o => $"is {o.EpisodesPerRound} in each of {o.Rounds} rounds; a run has at most {OptionRules.MostRollouts} rollouts.");
        RuleFor(o => o.ValidationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Beta).SetValidator(new BetaScheduleValidator());
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Learner.Loss).NotEqual("cross-entropy").WithMessage("must be auto or squared-error: costs to go are numbers, not classes.");
        RuleFor(o => o.Learner.Model.Kind).Must(k => k is "mlp" or "linear" or "ridge").WithMessage("must be mlp, linear or ridge, which predict numbers, not '{PropertyValue}'.");
    }
}
