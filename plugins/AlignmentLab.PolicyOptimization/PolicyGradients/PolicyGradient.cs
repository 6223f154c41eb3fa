using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Choices;
using AlignmentLab.PolicyOptimization.Episodes;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>
/// Proximal policy optimisation (Schulman et al. 2017, algorithm 1) or REINFORCE with a baseline (Williams 1992), against any
/// reward, with a penalty for the divergence from a reference (Jaques et al. 2017; Ziegler et al. 2019).
/// <list type="number">
/// <item>Start from new weights, or from an imitation of the expert.</item>
/// <item>For each iteration: act with the policy as it is; take beta log(pi / reference) off the reward of each step.</item>
/// <item>Estimate advantages.</item>
/// <item>Follow the gradient of the policy's surrogate loss; let the value network learn the returns.</item>
/// <item>Where a divergence is to be held, move beta towards it.</item>
/// </list>
/// </summary>
/// <remarks>
/// Deviations from PPO: one actor plays whole episodes until it has enough steps, in place of N actors of T steps; policy and
/// value are two networks, trained one after the other on the same episodes; the optimiser starts anew each iteration; the value network's outputs are in
/// units of the horizon; gradients are not clipped. An episode that a step limit cut is worth what the value network expects of its last state. From
/// Ziegler et al.: beta follows by a gain that is an option, and the divergence is that of whole distributions in the states met, not of the choices drawn.
/// </remarks>
public sealed class PolicyGradient : IAlgorithm<PolicyGradientOptions>
{
    public async Task RunAsync(PolicyGradientOptions o, IRunContext run)
    {
        // 1.
        var reward = RewardChoice.Of(o.Reward);
        var policy = await run.StartPolicyAsync(o.Start, o.Imitation, o.Settings.Policy);
        var reference = o.Kl.Reference?.In(run) ?? new SoftmaxPolicy(policy);
        var (value, beta, steps) = ((Artifact?)null, o.Kl.Penalty, 0L);
        await run.RecordAsync(new SoftmaxPolicy(policy), o.Rollouts);

        for (var i = 0; i < o.Iterations; i++)
        {
            // 2., 3. and 4.
            var settings = o.Anneal ? Annealed(o.Settings, 1 - ((double)i / o.Iterations)) : o.Settings;
            var improved = await run.PerformAsync(new ImprovePolicyRequest(run.Environment.Reference, reward, policy, value, reference, beta, settings));
            (policy, value, steps) = (improved.Policy, improved.Value, steps + improved.Steps);
            await MeasureAsync(run, o, improved, beta, steps);
            await run.RecordAsync(improved.AsPolicy(), o.Rollouts);

            // 5.
            beta = o.Kl.Next(beta, improved.Divergence);
            run.Progress((i + 1.0) / o.Iterations);
            if (improved.Return >= o.StopAtReturn)
            {
                break;
            }
        }

        var evaluation = await run.EvaluateAsync(new SoftmaxPolicy(policy), o.EvaluationEpisodes, "test");
        await run.MeasureAsync("return", evaluation.Mean, steps, "return");
        var greedy = await run.EvaluateAsync(new LearnedPolicy(policy), o.EvaluationEpisodes, "test");
        await run.MeasureAsync("greedy-return", greedy.Mean, steps, "return");
    }

    private static ImprovementSettings Annealed(ImprovementSettings settings, double share) => settings with
    {
        Policy = Annealed(settings.Policy, share),
        Value = Annealed(settings.Value, share),
    };

    private static LearnerOptions Annealed(LearnerOptions learner, double share) =>
        learner with { Optimizer = learner.Optimizer with { LearningRate = learner.Optimizer.LearningRate * share } };

    // Of the policy as it was before the iteration, but for what says how far it moved.
    private static async Task MeasureAsync(IRunContext run, PolicyGradientOptions o, PolicyImprovement improved, double beta, long steps)
    {
        await run.MeasureAsync("learning-return", improved.Return, steps, "return");
        if (o.Reward is not null)
        {
            await run.MeasureAsync("visible-return", improved.VisibleReturn, steps, "return");
        }

        await run.MeasureAsync("entropy", improved.Entropy, steps, "nats a step");
        await run.MeasureAsync("divergence", improved.Divergence, steps, "nats an episode");
        await run.MeasureAsync("clip-fraction", improved.ClipFraction, steps, "share of steps");
        await run.MeasureAsync("explained-variance", improved.ExplainedVariance, steps, "share");
        if (o.Kl.Target is not null)
        {
            await run.MeasureAsync("kl-penalty", beta, steps, "reward a nat");
        }
    }
}
