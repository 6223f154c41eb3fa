using System.Text.Json.Nodes;
using AlignmentLab.Learning;
using AlignmentLab.PolicyOptimization.Choices;
using AlignmentLab.PolicyOptimization.Planning;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.ExpertIteration;

/// <summary>What improves a policy.</summary>
public enum Improvement
{
    /// <summary>The best of several of its rollouts.</summary>
    Rollouts,

    /// <summary>Exact planning from it, in a finite environment.</summary>
    Planning,
}

/// <summary>Options of <see cref="ExpertIteration"/>.</summary>
public sealed record ExpertIterationOptions
{
    /// <summary>Iterations, 1 to 10,000.</summary>
    public int Iterations { get; init; } = 10;

    /// <summary>What improves the policy.</summary>
    public Improvement Improve { get; init; }

    /// <summary>The policy that the first iteration improves.</summary>
    public PolicyChoice Start { get; init; } = new();

    /// <summary>What is optimised: a reward as events name one, such as a recorded { kind: learned.v1, members: ... } or { kind: judge.v1, judge: ... }; null: the environment's visible reward.</summary>
    public JsonObject? Reward { get; init; }

    /// <summary>Starts that are searched from in an iteration, 1 to 100,000.</summary>
    public int Starts { get; init; } = 50;

    /// <summary>n, rollouts from each start, of which the best is imitated, 1 to 10,000; planning plays one.</summary>
    public int Rollouts { get; init; } = 16;

    /// <summary>How planning chooses: the best by default; near the policy with an inverseTemperature and a klPenalty.</summary>
    public PlanRule Rule { get; init; } = new();

    /// <summary>Whether what earlier iterations found is imitated too.</summary>
    public bool Aggregate { get; init; }

    /// <summary>How the better actions are imitated.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes of the evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 100;

    /// <summary>
    /// Episodes of the first policy, and of each that an iteration comes to, that are recorded step by step for those who watch, 0 to
    /// 10,000. Nothing is learned from them. Default 0.
    /// </summary>
    public int RecordedRollouts { get; init; }
}

internal sealed class ExpertIterationOptionsValidator : AbstractValidator<ExpertIterationOptions>
{
    public ExpertIterationOptionsValidator()
    {
        RuleFor(o => o.Iterations).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.Start).SetValidator(new PolicyChoiceValidator());
        RuleFor(o => o.Reward).MustBeAReward();
        RuleFor(o => o.Starts).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
        RuleFor(o => o.Rollouts).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
        RuleFor(o => o.Rule).SetValidator(new PlanRuleValidator());
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Learner.Loss).Must(loss => loss is "auto" or "cross-entropy").WithMessage("must be auto or cross-entropy: the imitation is drawn from, as the search goes on from it.");
        RuleFor(o => o.EvaluationEpisodes).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
        RuleFor(o => o.RecordedRollouts).InclusiveBetween(0, 10_000).WithMessage("must be 0 to 10000, not {PropertyValue}.");
    }
}
