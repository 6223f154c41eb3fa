using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.SafetyGating;

/// <summary>
/// SafeDAgger: Zhang and Cho 2017, "Query-Efficient Imitation Learning for End-to-End Simulated Driving" (arXiv 1605.06450),
/// algorithm 1.
/// <list type="number">
/// <item>D_0: states that the expert labels while it acts.</item>
/// <item>D_safe: the same, set aside.</item>
/// <item>Train pi_0 on D_0.</item>
/// <item>Train the safety policy c_0 on D_safe union D_0: unsafe is where pi_0 is further than tau from the expert.</item>
/// <item>For i = 1..M: act by the safety strategy, pi_(i-1) where c_(i-1) says safe and the expert elsewhere.</item>
/// <item>D' is the states that were unsafe, which the expert labels; D_i = D_(i-1) union D'.</item>
/// <item>Train pi_i on D_i, and c_i on D_safe union D_i.</item>
/// <item>Return pi_M.</item>
/// </list>
/// </summary>
/// <remarks>
/// The expert is asked in no state that the classifier calls safe, so a classifier that is wrong there is never told so: what it
/// misses stays missed until the expert happens to label such a state. Deviations: c sees the state and the action that pi would
/// take, not pi's hidden layer; an episode is cut where the round's labels are spent; the policy returned is pi alone, without c.
/// </remarks>
public sealed class SafeDAgger : IAlgorithm<SafeDAggerOptions>
{
    public async Task RunAsync(SafeDAggerOptions o, IRunContext run)
    {
        // 1. and 2.
        var collected = new GatedCollection(o, run);
        await collected.DemonstrateAsync(o.Demonstrations);
        var setAside = await collected.SetAsideAsync(o.SafetyLabels);

        // 3. and 4.
        var novice = await run.TrainAsync(o.Learner, collected.Dataset);
        var safety = await FitAsync(o, run, novice, setAside, collected.Dataset);
        for (var i = 1; i <= o.Rounds && collected.HasLabels; i++)
        {
            // 5. and 6.
            var episodes = await collected.RoundAsync(novice, new SafetyGate(safety.Classifier));

            // 7.
            if (episodes.Any(e => e.Count > 0))
            {
                novice = await run.TrainAsync(o.Learner, collected.Dataset, novice);
                safety = await FitAsync(o, run, novice, setAside, collected.Dataset);
            }

            await run.MeasureAsync("unsafe", (double)safety.Deviating / safety.Count, i, "share of labelled states");
            await collected.MeasureAsync(i, episodes, novice);
        }

        // 8.
        await collected.MeasureTestAsync(novice);
    }

    private static Task<FittedSafety> FitAsync(SafeDAggerOptions o, IRunContext run, Policy novice, Dataset setAside, Dataset dataset) => run.PerformAsync(
        new FitSafetyRequest(o.Safety, run.Environment.Reference, novice, new Dataset([.. setAside.Parts, .. dataset.Parts]), o.Tolerance));
}
