using AlignmentLab.Algorithms;
using AlignmentLab.Judges;
using AlignmentLab.RewardModeling.PolicyLearning;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>What a policy is trained by in the episodes of a round.</summary>
public enum OversightEstimate
{
    /// <summary>The overseer's judgement where there is one, elsewhere that of the model, which has just learned from these judgements.</summary>
    Model,

    /// <summary>
    /// The model of the rounds before, and where an episode was judged, what the model missed over the share judged: without bias, however
    /// wrong the model. In the first round, where there is no model yet, the judged episodes alone.
    /// </summary>
    Unbiased,

    /// <summary>The judged episodes alone: what there is to be had without a model.</summary>
    Judged,
}

/// <summary>Options of <see cref="CounterfactualOversight"/>.</summary>
public sealed record CounterfactualOversightOptions : INeedEffects
{
    /// <summary>Who judges: a scripted judge that scores, such as <c>visible-return</c>, <c>learned-reward</c> or <c>race-steward</c>.</summary>
    public JudgeRef Overseer { get; init; } = JudgeRef.Of("visible-return");

    /// <summary>p, the share of each round's episodes that the overseer judges, in (0, 1]; rounded to whole episodes, one at least. Each is one expert query.</summary>
    public double Share { get; init; } = 0.1;

    /// <summary>What the policy is trained by.</summary>
    public OversightEstimate Estimate { get; init; }

    /// <summary>Rounds, 1 to 10,000; each improves the policy once.</summary>
    public int Rounds { get; init; } = 50;

    /// <summary>Episodes a round, 1 to 10,000; <c>policy.settings.steps</c> does not count here.</summary>
    public int EpisodesPerRound { get; init; } = 20;

    /// <summary>How many of the judged episodes the model is fitted to, the newest, 1 to 10,000.</summary>
    public int Memory { get; init; } = 100;

    /// <summary>How the model of the overseer is fitted, anew each round.</summary>
    public ScoreModelOptions Model { get; init; } = new();

    /// <summary>How the policy learns.</summary>
    public PolicyLearningOptions Policy { get; init; } = new();

    IEnumerable<Type> INeedEffects.NeededEffects => PolicyLearningOptions.NeededEffects;

    /// <summary>Episodes that are judged in a round.</summary>
    internal int JudgedPerRound() => Math.Clamp((int)Math.Round(Share * EpisodesPerRound), 1, EpisodesPerRound);
}

internal sealed class CounterfactualOversightOptionsValidator : AbstractValidator<CounterfactualOversightOptions>
{
    public CounterfactualOversightOptionsValidator()
    {
        RuleFor(o => o.Overseer).Must(judge => judge is not null && !HumanJudge.Is(judge))
            .WithMessage("must be a scripted judge that scores: people compare fragments (preference-reward-modeling) and score no episodes.");
        RuleFor(o => o.Share).Must(p => p is > 0 and <= 1).WithMessage("must be above 0 and at most 1, not {PropertyValue}: an overseer who never judges is none.");
        RuleFor(o => o.Rounds).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.EpisodesPerRound).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.Memory).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.Model).SetValidator(new ScoreModelOptionsValidator());
        RuleFor(o => o.Policy).SetValidator(new PolicyLearningOptionsValidator());
    }
}
