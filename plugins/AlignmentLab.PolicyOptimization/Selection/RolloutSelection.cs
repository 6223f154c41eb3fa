using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.PolicyOptimization.Choices;

namespace AlignmentLab.PolicyOptimization.Selection;

/// <summary>
/// Optimises without learning: plays a pool of rollouts of one policy, chooses among them by a reward, and says for each rule
/// how much of the reward that gives and how far from the policy it goes.
/// <list type="number">
/// <item>Play N rollouts.</item>
/// <item>For the best of n (Stiennon et al. 2020), for quantilizers (Taylor 2016) and for tilts by exp(beta return): the expected return, without bias for the best of n.</item>
/// <item>Measure return and divergence of each.</item>
/// </list>
/// </summary>
/// <remarks>
/// A rollout is chosen whole, luck included: where the environment is random, part of a return is luck that no policy would have again. The expectation under
/// a tilt is a ratio of means over the pool, whose bias shrinks as 1 / N; the effective number of rollouts in the result says how far to trust it.
/// </remarks>
public sealed class RolloutSelection : IAlgorithm<RolloutSelectionOptions>
{
    public async Task RunAsync(RolloutSelectionOptions o, IRunContext run)
    {
        // 1. and 2.
        var selected = await run.PerformAsync(new SelectRolloutsRequest(
            run.Environment.Reference, o.Policy.In(run), RewardChoice.Of(o.Reward), o.Rollouts, o.Rules(), o.Bootstraps));

        // 3.
        await run.MeasureAsync("pool-return", selected.Mean, unit: "return");
        foreach (var rule in selected.Rules)
        {
            await run.MeasureAsync($"{rule.Name}-return", rule.Return, unit: "return");
            await run.MeasureAsync($"{rule.Name}-divergence", rule.Divergence, unit: "nats");
            if (o.Reward is not null)
            {
                await run.MeasureAsync($"{rule.Name}-visible-return", rule.VisibleReturn, unit: "return");
            }
        }
    }
}
