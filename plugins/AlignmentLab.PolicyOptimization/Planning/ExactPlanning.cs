using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>Options of <see cref="ExactPlanning"/>.</summary>
public sealed record ExactPlanningOptions
{
    /// <summary>What the policy is kept near: <c>uniform</c>, or the run's <c>expert</c>.</summary>
    public string Prior { get; init; } = "uniform";

    /// <summary>How it chooses.</summary>
    public PlanRule Rule { get; init; } = new();

    /// <summary>Episodes that are sampled beside the exact expectations, 0 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; }
}

internal sealed class ExactPlanningOptionsValidator : AbstractValidator<ExactPlanningOptions>
{
    public ExactPlanningOptionsValidator()
    {
        RuleFor(o => o.Prior).Must(p => p is "uniform" or "expert").WithMessage("must be uniform or expert, not '{PropertyValue}'.");
        RuleFor(o => o.EvaluationEpisodes).InclusiveBetween(0, 100_000).WithMessage("must be 0 to 100000, not {PropertyValue}.");
        RuleFor(o => o.Rule).SetValidator(new PlanRuleValidator());
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
            .WithMessage("needs an inverseTemperature: the best action always has no divergence to weigh against a return.");
        RuleFor(r => r.KlFloor).Must(f => f is >= 0 and < 1).WithMessage("must be from 0 to below 1, not {PropertyValue}.");
        RuleFor(r => r.QCap).Must(q => q is null || double.IsFinite(q.Value)).WithMessage("must be a finite number or null, not {PropertyValue}.");
        RuleFor(r => r.Tolerance).Must(t => t > 0 && double.IsFinite(t)).WithMessage("must be above 0, not {PropertyValue}.");
        RuleFor(r => r.MaxSweeps).InclusiveBetween(1, 1_000_000).WithMessage("must be 1 to 1000000, not {PropertyValue}.");
    }
}

/// <summary>
/// Plans exactly in a finite environment against its visible reward, and measures what is to be expected of the plan: Boltzmann
/// and KL-regularised (soft) policies, capped ones, and the best policy itself. See <see cref="PlanRule"/>.
/// </summary>
public sealed class ExactPlanning : IAlgorithm<ExactPlanningOptions>
{
    public async Task RunAsync(ExactPlanningOptions o, IRunContext run)
    {
        Policy prior = o.Prior == "expert" ? run.Expert.AsPolicy() : new UniformPolicy();
        var plan = await run.PerformAsync(new PlanRequest(run.Environment.Reference, new EnvironmentReward(), prior, o.Rule));
        await run.MeasureAsync("return", plan.Return, unit: "return");
        await run.MeasureAsync("divergence", plan.Divergence, unit: "nats an episode");
        await run.MeasureAsync("sweeps", plan.Sweeps, unit: "sweeps");
        if (o.EvaluationEpisodes > 0)
        {
            var sampled = await run.EvaluateAsync(plan.AsPolicy(), o.EvaluationEpisodes, "test");
            await run.MeasureAsync("sampled-return", sampled.Mean, unit: "return");
        }
    }
}
