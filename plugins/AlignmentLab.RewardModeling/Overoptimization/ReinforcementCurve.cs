using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>
/// The gold reward of the KL-penalised optimum against its divergence from the sampler, with Gao et al.'s form for reinforcement
/// learning, d (alpha - beta log d), d = sqrt(KL), fitted to it.
/// </summary>
internal static class ReinforcementCurve
{
    /// <param name="divergences">Where the curve is measured, in nats: name and value, ascending, two at least, all above 0.</param>
    /// <param name="bootstraps">Resamples of the pool for the intervals; 0: none.</param>
    public static async Task MeasureAsync(IRunContext run, ScoredPool pool, IReadOnlyList<(int N, double Nats)> divergences, int bootstraps)
    {
        var (meanProxy, meanGold) = (pool.Proxy.Average(), pool.Gold.Average());
        var optima = new List<PenalizedOptimum>();
        var rewards = new List<double>();
        foreach (var (n, nats) in divergences)
        {
            var optimum = PenalizedOptimum.AtDivergence(pool.Proxy, nats);
            optima.Add(optimum);
            rewards.Add(optimum.Expected(pool.Gold) - meanGold);
            await run.MeasureAsync("optimum-proxy", optimum.Expected(pool.Proxy) - meanProxy, optimum.Divergence, "reward");
            await run.MeasureAsync("optimum-gold", rewards[^1], optimum.Divergence, "reward");
            await run.MeasureAsync("optimum-length", optimum.Expected(pool.Length), optimum.Divergence, "letters");
            await run.MeasureAsync("optimum-beta", 1 / optimum.Strength, optimum.Divergence, "reward a nat");
            await run.MeasureAsync("optimum-effective-samples", optimum.EffectiveSamples, optimum.Divergence, "samples");
            await run.MeasureAsync($"optimum-gold-{n}", rewards[^1], optimum.Divergence, "reward");
        }

        var distances = optima.ConvertAll(o => Math.Sqrt(o.Divergence));
        var form = GaoForm.Reinforcement(distances, rewards);
        await run.MeasureAsync("rl-alpha", form.Alpha, unit: "reward a root nat");
        await run.MeasureAsync("rl-beta", form.Beta, unit: "reward a root nat");
        await run.MeasureAsync("rl-form-error", form.ReinforcementError(distances, rewards), unit: "reward, root mean square");
        await run.MeasureAsync("rl-other-form-error", GaoForm.BestOfN(distances, rewards).BestOfNError(distances, rewards), unit: "reward, root mean square of the form for best of n");
        if (bootstraps == 0)
        {
            return;
        }

        // Another pool at the same penalties: its divergences are its own.
        var draws = run.Random("reinforcement-bootstraps").CreateGenerator();
        var odds = optima.ConvertAll(o => Odds.Of(pool.Proxy, o.Strength));
        var forms = Enumerable.Range(0, bootstraps).Select(_ => Resampled(pool.Gold, odds, draws)).ToList();
        await FormInterval.MeasureAsync(run, "rl-alpha", forms.ConvertAll(f => f.Alpha));
        await FormInterval.MeasureAsync(run, "rl-beta", forms.ConvertAll(f => f.Beta));
    }

    private static GaoForm Resampled(double[] gold, List<Odds> odds, Pcg64 draws)
    {
        var counts = new int[gold.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[draws.NextInteger(0, counts.Length)]++;
        }

        var mean = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            mean += counts[i] * gold[i] / counts.Length;
        }

        var (distances, rewards) = (new double[odds.Count], new double[odds.Count]);
        for (var p = 0; p < odds.Count; p++)
        {
            var (total, sum, log) = (0.0, 0.0, 0.0);
            for (var i = 0; i < counts.Length; i++)
            {
                var weight = counts[i] * odds[p].Values[i];
                (total, sum, log) = (total + weight, sum + (weight * gold[i]), log + (weight * odds[p].Logs[i]));
            }

            // KL = E[log odds] - log mean odds.
            distances[p] = Math.Sqrt(Math.Max(1e-12, (log / total) - PortableMath.Log(total / counts.Length)));
            rewards[p] = (sum / total) - mean;
        }

        return GaoForm.Reinforcement(distances, rewards);
    }

    /// <summary>How much more likely than the best sample each is under an optimum: exp(strength (proxy - largest proxy)).</summary>
    private sealed record Odds(double[] Logs, double[] Values)
    {
        public static Odds Of(double[] proxy, double strength)
        {
            var largest = proxy.Max();
            var logs = Array.ConvertAll(proxy, r => strength * (r - largest));
            return new Odds(logs, Array.ConvertAll(logs, PortableMath.Exp));
        }
    }
}
