using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Options that all algorithms with a gate have.</summary>
public abstract record GatedOptions
{
    /// <summary>Rounds at most, 1 to 10,000; the round in which the labels run out is the last.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>Episodes of a round at most, 1 to 100,000; a million at most in all rounds.</summary>
    public int EpisodesPerRound { get; init; } = 1;

    /// <summary>Expert labels in all, 1 to 10,000,000: every state in which the expert is asked, whether it then acts or not. What a gate does not ask for is not spent.</summary>
    public int Labels { get; init; } = 1000;

    /// <summary>Labels of a round at most, 1 to 10,000,000: its episode is cut before it takes more, so that the novice is trained anew.</summary>
    public int LabelsPerRound { get; init; } = 100;

    /// <summary>Labels of the demonstrations that the novice begins with, 1 to 10,000,000.</summary>
    public int Demonstrations { get; init; } = 100;

    /// <summary>The novice's model and its training, once a round that brought labels.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes on which the novice is evaluated by itself after each round, 0 to 100,000: its return against the labels so far. 0: not at all. The last novice is kept, whichever was best.</summary>
    public int ValidationEpisodes { get; init; }

    /// <summary>Episodes of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }

    /// <summary>Labels of demonstrations beside <see cref="Demonstrations"/> that are taken before the first round, 0 or more.</summary>
    internal virtual int FurtherDemonstrations => 0;
}

internal abstract class GatedOptionsValidator<TOptions> : AbstractValidator<TOptions>
    where TOptions : GatedOptions
{
    protected GatedOptionsValidator()
    {
        RuleFor(o => o.Rounds).From(1, OptionRules.MostRounds);
        RuleFor(o => o.EpisodesPerRound).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.EpisodesPerRound).Must((o, episodes) => (long)o.Rounds * episodes <= OptionRules.MostRollouts)
            .WithMessage(o => $"is {o.EpisodesPerRound} in each of {o.Rounds} rounds; a run has at most {OptionRules.MostRollouts} rollouts.");
        RuleFor(o => o.Labels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.LabelsPerRound).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Demonstrations).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Labels).Must((o, labels) => labels >= (long)o.Demonstrations + o.FurtherDemonstrations)
            .WithMessage(o => $"is {o.Labels}, and {(long)o.Demonstrations + o.FurtherDemonstrations} are for demonstrations before the first round; raise it, or lower demonstrations.");
        RuleFor(o => o.ValidationEpisodes).From(0, OptionRules.MostEpisodes);
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
