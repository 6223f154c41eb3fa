using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;

namespace AlignmentLab.Imitation.Cloning;

/// <summary>
/// Behavioural cloning: supervised learning on states that the expert visits.
/// <list type="number">
/// <item>Sample trajectories of the expert pi*.</item>
/// <item>D = {(s, pi*(s))} over their states.</item>
/// <item>Train pi^ on D.</item>
/// </list>
/// </summary>
/// <remarks>
/// Pomerleau 1989 (ALVINN). An error of epsilon on the expert's states can cost T^2 epsilon over a horizon T, since the
/// learner's own errors lead it to states that it was never trained on (Ross and Bagnell 2010, theorem 2.1); with log loss and
/// a deterministic stationary expert the cost can be linear (Foster, Block and Misra 2024).
/// </remarks>
public sealed class BehavioralCloning : IAlgorithm<BehavioralCloningOptions>
{
    public async Task RunAsync(BehavioralCloningOptions o, IRunContext run)
    {
        // 1. Demonstrations, until there are enough states to label.
        var dataset = Dataset.Empty;
        while (dataset.Count() < o.Labels)
        {
            var demonstration = await run.RolloutAsync(run.Expert.AsPolicy());

            // 2. Each state with the expert's action in it; the last demonstration is cut to the budget.
            dataset = dataset.Aggregate(await run.LabelAsync([demonstration], o.Labels - dataset.Count()));
            run.Progress(0.5 * dataset.Count() / o.Labels);
        }

        await run.MeasureAsync("labels", dataset.Count(), unit: "labels");

        // 3. One round of supervised learning.
        var policy = await run.TrainAsync(o.Learner, dataset);
        run.Progress(0.9);
        await run.MeasureTestAsync(policy, o.EvaluationEpisodes, o.NormalizeReturn, dataset.Count());
    }
}
