using System.Text.Json.Nodes;
using AlignmentLab.Learning;
using AlignmentLab.PolicyOptimization.Choices;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>Options of <see cref="PolicyGradient"/>.</summary>
public sealed record PolicyGradientOptions
{
    /// <summary>Iterations, 1 to 100,000.</summary>
    public int Iterations { get; init; } = 50;

    /// <summary>How each of them improves the policy.</summary>
    public ImprovementSettings Settings { get; init; } = new();

    /// <summary>Whether learning rates fall to 0 in a straight line over the iterations.</summary>
    public bool Anneal { get; init; } = true;

    /// <summary>Where the weights come from.</summary>
    public PolicyStart Start { get; init; }

    /// <summary>How the expert is imitated first, where that is the start.</summary>
    public ImitationOptions Imitation { get; init; } = new();

    /// <summary>What is optimised: a reward as events name one, such as a recorded { kind: learned.v1, members: ... } or { kind: judge.v1, judge: ... }; null: the environment's visible reward.</summary>
    public JsonObject? Reward { get; init; }

    /// <summary>What the policy is kept near.</summary>
    public KlOptions Kl { get; init; } = new();

    /// <summary>Stop once the episodes of an iteration have this mean return of what is optimised; null: never.</summary>
    public double? StopAtReturn { get; init; }

    /// <summary>Episodes of each evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 100;

    /// <summary>
    /// Episodes of the first policy, and of each that an iteration comes to, that are recorded step by step for those who watch, 0 to
    /// 10,000. Nothing is learned from them. Default 0.
    /// </summary>
    public int Rollouts { get; init; }
}

internal sealed class PolicyGradientOptionsValidator : AbstractValidator<PolicyGradientOptions>
{
    public PolicyGradientOptionsValidator()
    {
        RuleFor(o => o.Iterations).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
        RuleFor(o => o.Settings).SetValidator(new ImprovementSettingsValidator());
        RuleFor(o => o.Imitation).SetValidator(new ImitationOptionsValidator());
        RuleFor(o => o.Reward).MustBeAReward();
        RuleFor(o => o.Kl).SetValidator(new KlOptionsValidator());
        RuleFor(o => o.StopAtReturn).Must(r => r is null || double.IsFinite(r.Value)).WithMessage("must be a finite number, or null for never, not {PropertyValue}.");
        RuleFor(o => o.EvaluationEpisodes).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
        RuleFor(o => o.Rollouts).InclusiveBetween(0, 10_000).WithMessage("must be 0 to 10000, not {PropertyValue}.");
    }
}
