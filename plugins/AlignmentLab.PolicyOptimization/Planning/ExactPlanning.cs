using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Episodes;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>
/// Plans exactly in a finite environment against its visible reward, and measures what is to be expected of the plan: the best
/// policy, or one that is kept near a prior by a temperature, a penalty, a cap, a quantile or the number of draws. See <see cref="PlanRule"/>.
/// <list type="number">
/// <item>Plan near the prior; for meeting halfway, let the prior come halfway to the plan, and plan again.</item>
/// <item>Where a divergence is asked for, make the rule stronger or weaker until the plan has it.</item>
/// <item>Measure the return and the divergence that are to be expected, exactly.</item>
/// </list>
/// </summary>
/// <remarks>
/// Meeting halfway is an analogue of P. Christiano, "Mimicry and meeting halfway" (2016): there whoever is imitated is asked to
/// act, among the ways to do the task, like the imitator. Here the imitated policy becomes an even mixture of itself and of the plan that was
/// made near it, some rounds long; the divergence is always told from what it was at first.
/// </remarks>
public sealed class ExactPlanning : IAlgorithm<ExactPlanningOptions>
{
    public async Task RunAsync(ExactPlanningOptions o, IRunContext run)
    {
        // 1. and 2.
        Policy prior = o.Prior == "expert" ? run.Expert.AsPolicy() : new UniformPolicy();
        await run.RecordAsync(prior, o.Rollouts);
        var (plan, rule) = o.Divergence is { } target
            ? await StrengthSearch.ToDivergenceAsync(o.Rule, target, rule => PlanAsync(o, run, prior, rule))
            : (await PlanAsync(o, run, prior, o.Rule), o.Rule);

        // 3.
        await run.MeasureAsync("return", plan.Return, unit: "return");
        await run.MeasureAsync("divergence", plan.Divergence, unit: "nats an episode");
        await run.MeasureAsync("sweeps", plan.Sweeps, unit: "sweeps");
        if (StrengthSearch.Of(rule) is { } strength)
        {
            await run.MeasureAsync("strength", strength, unit: StrengthSearch.UnitOf(rule));
        }

        if (o.Divergence is { } asked && Math.Abs(plan.Divergence - asked) > StrengthSearch.Tolerance * asked)
        {
            await run.NoteAsync($"No strength of this rule has a divergence of {asked} nats; the nearest found has {plan.Divergence:G5}.");
        }

        if (o.EvaluationEpisodes > 0)
        {
            var sampled = await run.EvaluateAsync(plan.AsPolicy(), o.EvaluationEpisodes, "test");
            await run.MeasureAsync("sampled-return", sampled.Mean, unit: "return");
        }

        await run.RecordAsync(plan.AsPolicy(), o.Rollouts);
    }

    private static async Task<Plan> PlanAsync(ExactPlanningOptions o, IRunContext run, Policy first, PlanRule rule)
    {
        var plan = await run.PerformAsync(new PlanRequest(run.Environment.Reference, new EnvironmentReward(), first, rule));
        for (var round = 0; round < o.HalfwayRounds; round++)
        {
            var met = Policy.Mixture(0.5, first, plan.AsPolicy());
            plan = await run.PerformAsync(new PlanRequest(run.Environment.Reference, new EnvironmentReward(), met, rule, first));
        }

        return plan;
    }
}
