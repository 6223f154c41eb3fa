using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Gating;

namespace AlignmentLab.Imitation.EnsembleGating;

/// <summary>
/// EnsembleDAgger: Menda, Driggs-Campbell and Kochenderfer 2019, "EnsembleDAgger: A Bayesian Approach to Safe Imitation Learning"
/// (arXiv 1807.08364), the decision rule of section III in the loop of DAgger.
/// <list type="number">
/// <item>D: states that the expert labels while it acts. Train an ensemble on it: its mean is the novice, its variance the doubt.</item>
/// <item>In each round act by the rule: the novice where its action is within tau of the expert's (discrepancy) and the doubt at most chi, else the expert.</item>
/// <item>D = D union the states visited, with what the expert would do.</item>
/// <item>Train the ensemble on D.</item>
/// </list>
/// </summary>
/// <remarks>
/// The discrepancy rule compares with the expert's action in every state: nothing is saved by the novice acting, and here every
/// state of such an episode counts as a label (as Hoque et al. 2021, "ThriftyDAgger", object to it). What it buys is that the
/// novice acts only where it is near the expert. Without the rule (<see cref="EnsembleRule.Doubt"/>) the expert
/// is asked where the ensemble doubts, and nowhere else. Deviations: members differ by their initial weights and by resamples of
/// whole episodes; an episode is cut where the round's labels are spent.
/// </remarks>
public sealed class EnsembleDAgger : IAlgorithm<EnsembleDAggerOptions>
{
    public async Task RunAsync(EnsembleDAggerOptions o, IRunContext run)
    {
        // 1.
        var collected = new GatedCollection(o, run);
        await collected.DemonstrateAsync(o.Demonstrations);
        var novice = await run.TrainEnsembleAsync(o, collected.Dataset, round: 0);
        for (var i = 1; i <= o.Rounds && collected.HasLabels; i++)
        {
            // 2. and 3.
            var episodes = await collected.RoundAsync(novice, new DoubtGate(o.Doubt, o.Rule == EnsembleRule.Doubt ? null : o.Discrepancy));

            // 4.
            novice = episodes.Any(e => e.Count > 0) ? await run.TrainEnsembleAsync(o, collected.Dataset, i) : novice;
            await collected.MeasureAsync(i, episodes, novice);
        }

        await collected.MeasureTestAsync(novice);
    }
}
