using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.DatasetAggregation;

/// <summary>
/// DAgger, dataset aggregation: Ross, Gordon and Bagnell 2011, "A Reduction of Imitation Learning and Structured Prediction
/// to No-Regret Online Learning", algorithm 3.1.
/// <list type="number">
/// <item>D = {}; pi^_1 any policy.</item>
/// <item>For i = 1..N: pi_i = beta_i pi* + (1 - beta_i) pi^_i.</item>
/// <item>Sample T-step trajectories using pi_i.</item>
/// <item>D_i = {(s, pi*(s))} of the states visited.</item>
/// <item>D = D union D_i.</item>
/// <item>Train pi^_{i+1} on D.</item>
/// <item>Return the best pi^_i on validation.</item>
/// </list>
/// </summary>
/// <remarks>
/// Deviations: a round samples whole episodes until it has both <see cref="DAggerOptions.EpisodesPerRound"/> episodes and
/// <see cref="DAggerOptions.StepsPerRound"/> steps (as HumanCompatibleAI/imitation does), rather than a fixed number of T-step
/// trajectories. Validation is the mean visible return over start states that the final evaluation does not use.
/// </remarks>
public sealed class DAgger : IAlgorithm<DAggerOptions>
{
    public async Task RunAsync(DAggerOptions o, IRunContext run)
    {
        // 1.
        var dataset = Dataset.Empty;
        Policy learner = new UniformPolicy();
        (LearnedPolicy Policy, double Return)? best = null;

        for (var i = 1; i <= o.Rounds && dataset.Count() < o.LabelLimit; i++)
        {
            // 2.
            var mixture = Policy.Mixture(o.Beta.At(i), run.Expert.AsPolicy(), learner);

            // 3. and 4. The expert labels every state visited, whoever acted in it.
            var rollouts = await SampleAsync(o, run, mixture);
            var labels = await run.LabelAsync(rollouts, o.LabelLimit - dataset.Count());

            // 5. and 6.
            dataset = dataset.Aggregate(labels);
            var trained = await run.TrainAsync(o.Learner, dataset, learner as LearnedPolicy);
            learner = trained;
            await run.MeasureAsync("labels", dataset.Count(), i, "labels");
            await run.MeasureAsync("disagreement", labels.Sum(l => (double)l.Disagreements) / labels.Sum(l => l.Count), i, "share of states");

            // 7.
            var validation = await run.EvaluateAsync(trained, o.ValidationEpisodes, "validation");
            await run.MeasureAsync("validation-return", validation.Mean, dataset.Count(), "return");
            best = best is { } b && b.Return >= validation.Mean ? best : (trained, validation.Mean);
            run.Progress((double)i / o.Rounds);
            if (validation.Mean >= o.StopAtReturn)
            {
                break;
            }
        }

        await run.MeasureTestAsync(best!.Value.Policy, o.EvaluationEpisodes, o.NormalizeReturn, dataset.Count());
    }

    private static async Task<IReadOnlyList<Rollout>> SampleAsync(DAggerOptions o, IRunContext run, Policy policy)
    {
        var rollouts = (await run.RolloutsAsync(policy, o.EpisodesPerRound)).ToList();
        while (rollouts.Sum(r => r.Steps) < o.StepsPerRound)
        {
            rollouts.Add(await run.RolloutAsync(policy));
        }

        return rollouts;
    }
}
