using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Returns;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.ThriftyGating;

/// <summary>
/// ThriftyDAgger: Hoque, Balakrishna, Novoseller, Wilcox, Brown and Goldberg 2021, "ThriftyDAgger: Budget-Aware Novelty and Risk
/// Gating for Interactive Imitation Learning" (arXiv 2109.08273), algorithm 1.
/// <list type="number">
/// <item>Train an ensemble, the novice, on demonstrations; novelty is its variance.</item>
/// <item>Train Q, the return to be expected from a state and an action on; risk is a low Q of the novice's action.</item>
/// <item>Set the thresholds by quantiles, so that each calls the expert in a share alpha_h of the states.</item>
/// <item>In each episode the novice acts until a state is novel or risky; then the expert, until the novice is as near to it as on the training data and the risk is below the median (hysteresis).</item>
/// <item>Set the thresholds anew after each episode, by the states of this round in which the novice acted.</item>
/// <item>D = D union the states in which the expert acted. Train the ensemble on D, and Q on all episodes.</item>
/// </list>
/// </summary>
/// <remarks>
/// Deviations: the paper's tasks have a goal and its Q is the discounted chance of reaching it, learnt by temporal differences; here
/// Q is the discounted visible return from there on (a goal that pays at the end is a case of it), fitted to what followed in the
/// episodes as they were played, by whoever acted. Its thresholds are quantiles, so neither its unit nor its scale matters. The
/// first thresholds are set on demonstrations that neither model has seen yet. When the models have been trained anew, so are the
/// thresholds, by what the new models say of the states in which the novice acted last: those of the old ones would compare what is
/// not alike. Episodes that were cut teach Q nothing, but the first where all were.
/// </remarks>
public sealed class ThriftyDAgger : IAlgorithm<ThriftyDAggerOptions>
{
    public async Task RunAsync(ThriftyDAggerOptions o, IRunContext run)
    {
        // 1. and 2.
        var collected = new GatedCollection(o, run);
        var episodes = new List<GatedEpisode>(await collected.DemonstrateAsync(o.Demonstrations));
        var novice = await run.TrainEnsembleAsync(o, collected.Dataset, round: 0);
        var risk = await FitAsync(o, run, episodes);

        // 3.
        var unseen = await collected.DemonstrateAsync(o.ThresholdLabels);
        var thresholds = SwitchingThresholds.Of(o.InterventionRate, await ReadAgainAsync(run, novice, risk, unseen));
        episodes.AddRange(unseen);
        for (var i = 1; i <= o.Rounds && collected.HasLabels; i++)
        {
            // 4. and 5.
            var near = await NearnessAsync(run, novice, collected.Dataset);
            var round = await collected.RoundAsync(novice, async played =>
            {
                thresholds = thresholds.After(o.InterventionRate, await ReadAsync(run, played));
                return new ThriftyGate(thresholds.Novelty, risk, thresholds.Risk, near, thresholds.HandBackRisk);
            });

            // 6.
            episodes.AddRange(round);
            novice = round.Any(e => e.Count > 0) ? await run.TrainEnsembleAsync(o, collected.Dataset, i) : novice;
            risk = await FitAsync(o, run, episodes);
            thresholds = thresholds.After(o.InterventionRate, [await ReadAgainAsync(run, novice, risk, round)]);
            await run.MeasureAsync("novelty-threshold", thresholds.Novelty, i, "variance");
            await run.MeasureAsync("risk-threshold", thresholds.Risk, i, "predicted return");
            await collected.MeasureAsync(i, round, novice);
        }

        await collected.MeasureTestAsync(novice);
    }

    /// <summary>The novice's mean squared distance from the expert in the states that it was trained on.</summary>
    private static async Task<double> NearnessAsync(IRunContext run, Policy novice, Dataset dataset)
    {
        var assessment = await run.AssessAsync(novice, dataset);
        return run.Environment.ActionSpace is Environments.DiscreteSpace ? assessment.ErrorRate() : assessment.SquaredError;
    }

    private static async Task<ReturnModel> FitAsync(ThriftyDAggerOptions o, IRunContext run, List<GatedEpisode> episodes)
    {
        var whole = episodes.Where(e => !e.WasCut).DefaultIfEmpty(episodes[0]);
        return (await run.FitReturnsAsync(o.Risk, [.. whole.Select(e => new Fragment(e.Trajectory, 0, e.Steps))], o.Discount)).Returns;
    }

    private static async Task<GateReadings> ReadAgainAsync(IRunContext run, Policy novice, ReturnModel risk, IReadOnlyList<GatedEpisode> episodes)
    {
        var taken = await run.PerformAsync(new ReadGatesRequest(novice, risk, run.Environment.Reference, [.. episodes.Select(e => new GatedSteps(e.Trajectory, e.Readings))]));
        return GateReadings.FromBytes(await run.Artifacts.ReadAsync(taken.Readings, run.Cancellation));
    }

    private static async Task<IReadOnlyList<GateReadings>> ReadAsync(IRunContext run, IEnumerable<GatedEpisode> episodes)
    {
        var readings = new List<GateReadings>();
        foreach (var episode in episodes)
        {
            readings.Add(GateReadings.FromBytes(await run.Artifacts.ReadAsync(episode.Readings, run.Cancellation)));
        }

        return readings;
    }
}
