using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Mixing;

/// <summary>
/// Stochastic mixing: from the expert to the learner by small steps, each a policy trained on the states of the mixture so far.
/// <list type="number">
/// <item>pi_0 = pi*.</item>
/// <item>For n = 1..N: sample episodes of pi_(n-1); D_n = {(s, pi*(s))} of their states.</item>
/// <item>Train pi^_n on D_n alone.</item>
/// <item>SMILe: pi_n = pi_(n-1) + alpha (1 - alpha)^(n-1) (pi^_n - pi*). SEARN: pi_n = (1 - beta) pi_(n-1) + beta pi^_n.</item>
/// <item>Take the expert out of pi_N, and return the rest, renormalised.</item>
/// </list>
/// </summary>
/// <remarks>
/// <para>
/// SMILe: Ross and Bagnell 2010, "Efficient Reductions for Imitation Learning", section 4 and algorithm 4.1. SEARN: Daume,
/// Langford and Marcu 2009, "Search-based Structured Prediction", figure 1. The expert keeps (1 - rate)^n of pi_n in both. In
/// SMILe the oldest policy has the most weight of the others, since each new one takes from the expert alone; in SEARN the
/// newest has, since each takes from all.
/// </para>
/// <para>
/// Simplified: SEARN trains on the cost of every action, found by following the current policy to the end of the episode from
/// each; here the expert's label is taken as the action without cost and all others as equally bad, its optimal-policy
/// approximation with 0-1 loss. Both papers sample whole episodes; here the last one is cut to the round's share of labels.
/// </para>
/// </remarks>
public abstract class StochasticMixing<TOptions> : IAlgorithm<TOptions>
    where TOptions : StochasticMixingOptions
{
    /// <summary>Shares of the trained policies in pi_n; the expert has what is left to 1.</summary>
    /// <param name="weights">Those in pi_(n-1); empty where n is 1.</param>
    private protected abstract IReadOnlyList<double> Next(TOptions options, IReadOnlyList<double> weights);

    public async Task RunAsync(TOptions o, IRunContext run)
    {
        // 1.
        var (trained, weights, labels) = (new List<LearnedPolicy>(), (IReadOnlyList<double>)[], 0L);
        for (var n = 1; n <= o.Rounds; n++)
        {
            // 2.
            var mixture = Mixture(trained, weights, run.Expert.AsPolicy());
            var labelled = await run.GatherAsync(mixture, LabelBudget.Share(o.Labels, o.Rounds, n));
            labels += labelled.Sum(l => l.Count);
            await run.MeasureAsync("labels", labels, n, "labels");
            await run.MeasureAsync("disagreement", labelled.Sum(l => (double)l.Disagreements) / labelled.Sum(l => l.Count), n, "share of states");

            // 3.
            trained.Add(await run.TrainAsync(o.Learner, Dataset.Empty.Aggregate(labelled), trained.LastOrDefault()));

            // 4.
            weights = Next(o, weights);
            await run.MeasureAsync("expert-share", Rest(weights), n, "share of steps");
            run.Progress((double)n / o.Rounds);
        }

        // 5.
        await run.MeasureTestAsync(Mixture(trained, weights, null), o.EvaluationEpisodes, o.NormalizeReturn, labels);
    }

    private static WeightedPolicy Mixture(List<LearnedPolicy> trained, IReadOnlyList<double> weights, Policy? expert)
    {
        var parts = trained.Select((policy, i) => new PolicyWeight(policy, weights[i]));
        return new WeightedPolicy(expert is null ? [.. parts] : [new PolicyWeight(expert, Rest(weights)), .. parts]);
    }

    // Rounding must not make the expert's share less than nothing when the rate is 1.
    private static double Rest(IReadOnlyList<double> weights) => Math.Max(0, 1 - weights.Sum());
}

/// <summary>Stochastic mixing iterative learning: see <see cref="StochasticMixing{TOptions}"/>.</summary>
public sealed class Smile : StochasticMixing<SmileOptions>
{
    private protected override IReadOnlyList<double> Next(SmileOptions options, IReadOnlyList<double> weights) =>
        [.. weights, weights.Count == 0 ? options.Alpha : weights[^1] * (1 - options.Alpha)];
}

/// <summary>Search-based structured prediction, with the expert's labels: see <see cref="StochasticMixing{TOptions}"/>.</summary>
public sealed class Searn : StochasticMixing<SearnOptions>
{
    private protected override IReadOnlyList<double> Next(SearnOptions options, IReadOnlyList<double> weights) =>
        [.. weights.Select(w => (1 - options.Beta) * w), options.Beta];
}
