using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Gating;

namespace AlignmentLab.Imitation.DropoutGating;

/// <summary>
/// DropoutDAgger: Menda, Driggs-Campbell and Kochenderfer 2017, "DropoutDAgger: A Bayesian Approach to Safe Imitation Learning"
/// (arXiv 1709.06166), its decision rule in the loop of DAgger.
/// <list type="number">
/// <item>D: states that the expert labels while it acts. Train the novice, a network with dropout, on D.</item>
/// <item>In each round, in each state: sample N actions of the novice, with units dropped.</item>
/// <item>The novice acts where a share p of them at least is within tau of the expert's action, else the expert.</item>
/// <item>D = D union the states visited, with what the expert would do. Train the novice on D.</item>
/// </list>
/// </summary>
/// <remarks>
/// The rule compares with the expert in every state, so every state is a label, whoever acts in it. Deviations: where the novice acts
/// it does so with all of its units, not by one of the samples; an episode is cut where the round's labels are spent.
/// </remarks>
public sealed class DropoutDAgger : IAlgorithm<DropoutDAggerOptions>
{
    public async Task RunAsync(DropoutDAggerOptions o, IRunContext run)
    {
        // 1.
        var collected = new GatedCollection(o, run);
        await collected.DemonstrateAsync(o.Demonstrations);
        var novice = await run.TrainAsync(o.Learner, collected.Dataset);
        for (var i = 1; i <= o.Rounds && collected.HasLabels; i++)
        {
            // 2. and 3.
            var episodes = await collected.RoundAsync(novice, new DropoutGate(o.Samples, o.Tolerance, o.Share));

            // 4.
            novice = await run.TrainAsync(o.Learner, collected.Dataset, novice);
            await collected.MeasureAsync(i, episodes, novice);
        }

        await collected.MeasureTestAsync(novice);
    }
}
