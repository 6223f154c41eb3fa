using AlignmentLab.Algorithms;
using AlignmentLab.Numerics;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Learning;
using AlignmentLab.Randomness;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>
/// How far a learned reward can be optimised before the reward that it stands for falls: "Scaling Laws for Reward Model
/// Overoptimization" (Gao, Schulman and Hilton 2022) in miniature, in the letter world of T. Giladi's
/// "frontier-llm-research-course", module 12, lesson 1.
/// <list type="number">
/// <item>An annotator who knows the gold reward, and errs, compares pairs of samples.</item>
/// <item>A proxy reward is learned from the answers, and judged on pairs held out.</item>
/// <item>From one pool of samples, the expected gold and proxy reward of the best of n by the proxy, n = 1, 2, 4, ..., without bias.</item>
/// <item>The same of the best by the gold reward itself: no proxy can do better.</item>
/// <item>Gao et al.'s form d (alpha - beta d), d = sqrt(KL), is fitted to the gold rewards, with 95% intervals over resamples of the pool.</item>
/// <item>Where it is asked for: the same of the optimum of the KL-penalised proxy (<see cref="PenalizedOptimum"/>) at the divergences of 3., with the form
/// d (alpha - beta log d) for reinforcement learning.</item>
/// </list>
/// Rewards are relative to the mean of the samples. The run's seed is that of the pairs; the pool is the same in all runs.
/// </summary>
/// <remarks>
/// Deviations. The source's reward model is a transformer of 308,497 parameters, trained by AdamW on batches of 64 drawn with
/// replacement; here it is a multilayer perceptron over one number a place and letter, trained by Adam in whole epochs of batches of
/// 32. By default it is as accurate and as well calibrated on held-out pairs as the source's, for 250 pairs as for 4,000. Pairs,
/// pool and held-out pairs are the source's to the last letter, for the seeds 0 and 1 that it reports: the sampler takes its draws
/// as numpy does. Gao et al. train policies by PPO with no penalty and follow them; the optimum at a penalty is what such a policy can come to at best
/// at its divergence, and says nothing of how training gets there.
/// </remarks>
public sealed class OveroptimizationStudy : IAlgorithm<OveroptimizationOptions>
{
    // The source's.
    private const ulong PoolSeed = 5;

    public async Task RunAsync(OveroptimizationOptions o, IRunContext run)
    {
        // 1. and 2.
        var proxy = await run.PerformAsync(new TrainLetterRewardRequest(o.Pairs, run.Random("pairs").Seed, o.Temperature, Learner(o), o.HeldOutPairs));
        await run.MeasureAsync("gold-accuracy", proxy.GoldAccuracy, o.Pairs, "share of pairs");
        await run.MeasureAsync("held-out-log-loss", proxy.HeldOut.LogLoss, o.Pairs, "nats");
        await run.MeasureAsync("held-out-calibration-error", proxy.HeldOut.CalibrationError, o.Pairs, "probability");
        run.Progress(0.7);

        // 3. and 4.
        var scored = await run.PerformAsync(new ScoreLetterPoolRequest(o.PoolSamples, PoolSeed, proxy.Checkpoint));
        var pool = ScoredPool.FromBytes(await run.Artifacts.ReadAsync(scored.Scores));
        var (byProxy, byGold) = (BestOfN.Order(pool.Proxy), BestOfN.Order(pool.Gold));
        var (meanProxy, meanGold) = (pool.Proxy.Average(), pool.Gold.Average());
        var points = new List<CurvePoint>();
        for (var n = 1; n <= o.LargestN; n *= 2)
        {
            var weights = Quantilizer.BestOfPool(o.PoolSamples, n);
            var (kl, gold) = (Quantilizer.BestOfDivergence(n), BestOfN.Expected(byProxy, pool.Gold, weights) - meanGold);
            points.Add(new CurvePoint(n, kl, gold, weights));
            await run.MeasureAsync("proxy", BestOfN.Expected(byProxy, pool.Proxy, weights) - meanProxy, kl, "reward");
            await run.MeasureAsync("gold", gold, kl, "reward");
            await run.MeasureAsync("oracle-gold", BestOfN.Expected(byGold, pool.Gold, weights) - meanGold, kl, "reward");
            await run.MeasureAsync("length", BestOfN.Expected(byProxy, pool.Length, weights), kl, "letters");
            await run.MeasureAsync($"gold-{n}", gold, kl, "reward");
            await run.MeasureAsync($"oracle-gold-{n}", BestOfN.Expected(byGold, pool.Gold, weights) - meanGold, kl, "reward");
            await run.MeasureAsync($"kl-{n}", kl, unit: "nats");
            await run.MeasureAsync($"win-rate-{n}", BestOfN.WinRate(weights), kl, "probability");
        }

        var peak = points.MaxBy(p => p.Gold)!;
        await run.MeasureAsync("peak-n", peak.N, unit: "samples");
        await run.MeasureAsync("fall-from-peak", peak.Gold - points[^1].Gold, unit: "reward");
        var lateGain = points[^1].Gold - points[Math.Max(0, points.Count - 4)].Gold;
        await run.MeasureAsync("late-gain", lateGain, unit: "reward, from an eighth of the largest n to it");
        await run.MeasureAsync("falls-late", lateGain < 0 ? 1 : 0, unit: "1 where the late gain is a loss");

        // 5. The first point is no optimisation, at which the form is 0 whatever its parameters.
        await MeasureFormAsync(run, o, points[1..], byProxy, pool.Gold);

        // 6.
        if (o.Reinforcement)
        {
            await ReinforcementCurve.MeasureAsync(run, pool, points[1..].ConvertAll(p => (p.N, p.Kl)), o.Bootstraps);
        }
    }

    private static LearnerOptions Learner(OveroptimizationOptions o)
    {
        var stepsAnEpoch = (o.Pairs + o.Learner.BatchSize - 1) / Math.Min(o.Learner.BatchSize, o.Pairs);
        return o.Learner with { Epochs = Math.Max(1, (int)Math.Round((double)o.TrainingSteps / stepsAnEpoch)) };
    }

    private static async Task MeasureFormAsync(IRunContext run, OveroptimizationOptions o, List<CurvePoint> points, int[] order, double[] gold)
    {
        var distances = points.ConvertAll(p => Math.Sqrt(p.Kl));
        var fitted = GaoForm.BestOfN(distances, points.ConvertAll(p => p.Gold));
        await run.MeasureAsync("alpha", fitted.Alpha, unit: "reward a root nat");
        await run.MeasureAsync("beta", fitted.Beta, unit: "reward a nat");
        if (o.Bootstraps == 0)
        {
            return;
        }

        var sorted = Array.ConvertAll(order, i => gold[i]);
        var draws = run.Random("bootstraps").CreateGenerator();
        var forms = Enumerable.Range(0, o.Bootstraps).Select(_ => Resampled(points, distances, sorted, draws)).ToList();
        await FormInterval.MeasureAsync(run, "alpha", forms.ConvertAll(f => f.Alpha));
        await FormInterval.MeasureAsync(run, "beta", forms.ConvertAll(f => f.Beta));
    }

    /// <summary>The form that another pool of the same size would have given: samples are drawn from the pool with replacement.</summary>
    private static GaoForm Resampled(List<CurvePoint> points, List<double> distances, double[] sorted, Pcg64 draws)
    {
        // Drawn places in order are the resample sorted by the proxy.
        var places = new int[sorted.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (int)draws.NextInteger(0, places.Length);
        }

        Array.Sort(places);
        var (mean, rewards) = (0.0, new double[points.Count]);
        for (var i = 0; i < places.Length; i++)
        {
            var value = sorted[places[i]];
            mean += value / places.Length;
            for (var p = 0; p < rewards.Length; p++)
            {
                rewards[p] += points[p].Weights[i] * value;
            }
        }

        return GaoForm.BestOfN(distances, Array.ConvertAll(rewards, reward => reward - mean));
    }

    /// <param name="Gold">The expected gold reward of the best of n by the proxy.</param>
    private sealed record CurvePoint(int N, double Kl, double Gold, double[] Weights);
}
