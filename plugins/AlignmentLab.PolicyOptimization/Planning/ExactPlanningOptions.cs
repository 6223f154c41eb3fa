using FluentValidation;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>Options of <see cref="ExactPlanning"/>.</summary>
public sealed record ExactPlanningOptions
{
    /// <summary>What the policy is kept near: <c>uniform</c>, or the run's <c>expert</c>.</summary>
    public string Prior { get; init; } = "uniform";

    /// <summary>How it chooses.</summary>
    public PlanRule Rule { get; init; } = new();

    /// <summary>
    /// The divergence from the prior that the policy is to have, in nats an episode, more than 0: the rule's strength (its cap, else its inverse
    /// temperature, quantile or number of draws) is searched for it. Null: the rule as it is.
    /// </summary>
    public double? Divergence { get; init; }

    /// <summary>How often the prior comes halfway to the plan, 0 to 100.</summary>
    public int HalfwayRounds { get; init; }

    /// <summary>Episodes that are sampled beside the exact expectations, 0 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; }

    /// <summary>Episodes that are recorded step by step for those who watch, 0 to 10,000: so many of the prior first, and so many of the plan. Default 0.</summary>
    public int Rollouts { get; init; }
}

internal sealed class ExactPlanningOptionsValidator : AbstractValidator<ExactPlanningOptions>
{
    public ExactPlanningOptionsValidator()
    {
        RuleFor(o => o.Prior).Must(p => p is "uniform" or "expert").WithMessage("must be uniform or expert, not '{PropertyValue}'.");
        RuleFor(o => o.Rule).SetValidator(new PlanRuleValidator());
        RuleFor(o => o.Divergence).Must(d => d is null || (d > 0 && double.IsFinite(d.Value))).WithMessage("must be above 0, not {PropertyValue}.");
        RuleFor(o => o.Divergence).Must((o, d) => d is null || StrengthSearch.Of(o.Rule) is not null)
            .WithMessage("needs a rule with a strength to search: qCap, inverseTemperature, quantile or bestOf.");
        RuleFor(o => o.HalfwayRounds).InclusiveBetween(0, 100).WithMessage("must be 0 to 100, not {PropertyValue}.");
        RuleFor(o => o.EvaluationEpisodes).InclusiveBetween(0, 100_000).WithMessage("must be 0 to 100000, not {PropertyValue}.");
        RuleFor(o => o.Rollouts).InclusiveBetween(0, 10_000).WithMessage("must be 0 to 10000, not {PropertyValue}.");
    }
}

internal sealed class PlanRuleValidator : AbstractValidator<PlanRule>
{
    public PlanRuleValidator()
    {
        RuleFor(r => r.Discount).Must(d => d is >= 0 and < 1).WithMessage("must be from 0 to below 1, not {PropertyValue}.");
        RuleFor(r => r.InverseTemperature).Must(t => t is null || (t >= 0 && double.IsFinite(t.Value))).WithMessage("must be 0 or more, or null for the best action always, not {PropertyValue}.");
        RuleFor(r => r.KlPenalty).Must(c => c >= 0 && double.IsFinite(c)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(r => r.KlPenalty).Must((rule, c) => c == 0 || rule.InverseTemperature is not null)
            .WithMessage("needs an inverseTemperature: without one there is no divergence to weigh against a return.");
        RuleFor(r => r.KlFloor).Must(f => f is >= 0 and < 1).WithMessage("must be from 0 to below 1, not {PropertyValue}.");
        RuleFor(r => r.QCap).Must(q => q is null || double.IsFinite(q.Value)).WithMessage("must be a finite number or null, not {PropertyValue}.");
        RuleFor(r => r.Quantile).Must(q => q is null or (> 0 and <= 1)).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
        RuleFor(r => r.BestOf).Must(n => n is null || (n >= 1 && double.IsFinite(n.Value))).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(r => r.BestOf).Must((r, _) => new[] { r.InverseTemperature, r.Quantile, r.BestOf }.Count(v => v is not null) <= 1)
            .WithMessage("stands beside inverseTemperature or quantile; a policy chooses in one way.");
        RuleFor(r => r.Tolerance).Must(t => t > 0 && double.IsFinite(t)).WithMessage("must be above 0, not {PropertyValue}.");
        RuleFor(r => r.MaxSweeps).InclusiveBetween(1, 1_000_000).WithMessage("must be 1 to 1000000, not {PropertyValue}.");
    }
}
