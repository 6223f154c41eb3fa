using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Returns;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.CostToGo;

/// <summary>
/// AggreVaTe, aggregate values to imitate: Ross and Bagnell 2014, "Reinforcement and Imitation Learning via Interactive No-Regret
/// Learning", algorithm 1.
/// <list type="number">
/// <item>D = {}; pi^_1 any policy.</item>
/// <item>For i = 1..N: pi_i = beta_i pi* + (1 - beta_i) pi^_i.</item>
/// <item>m times: draw a time t evenly from 1..T; act by pi_i up to t, explore an action a in the state s at t, then follow the expert to the end.</item>
/// <item>D = D union {(s, t, a, Q)}, Q being the cost that was met from t on.</item>
/// <item>Train pi^_(i+1) on D by cost-sensitive classification.</item>
/// <item>Return the best pi^_i on validation.</item>
/// </list>
/// </summary>
/// <remarks>
/// <para>
/// The learner is told what a mistake costs and not only that it is one, so it errs where that costs least. The price is in what is
/// asked of the expert: each step in which it acts counts as a label, and one Q takes an episode's rest.
/// </para>
/// <para>
/// Deviations: step 5 is a regression of Q (the paper's section 2.2 suggests it), whose policy takes the action of least predicted
/// cost; pi^_1 acts at random; the cost is the visible reward with the sign turned; episodes end where the environment ends them,
/// and one that does so before t gives no example.
/// </para>
/// </remarks>
public sealed class AggreVaTe : IAlgorithm<AggreVaTeOptions>
{
    public async Task RunAsync(AggreVaTeOptions o, IRunContext run)
    {
        Check(run);

        // 1.
        var (samples, labels) = (new List<Fragment>(), 0L);
        Policy learner = new UniformPolicy();
        (GreedyReturnPolicy Policy, double Return)? best = null;
        for (var i = 1; i <= o.Rounds; i++)
        {
            // 2. and 3.
            var share = ((long)o.Labels * i / o.Rounds) - labels;
            var gathered = await run.PerformAsync(new GatherCostsRequest(learner, o.Beta.At(i), run.Expert, run.Environment.Reference, o.EpisodesPerRound, share));
            labels += gathered.Queries;

            // 4.
            samples.AddRange(gathered.Samples);
            await run.MeasureAsync("labels", labels, i, "steps of the expert");
            await run.MeasureAsync("samples", samples.Count, i, "costs to go");
            if (gathered.Samples.Count > 0)
            {
                // 5.
                var fitted = await run.FitReturnsAsync(o.Learner, samples, discount: 1);
                var trained = new GreedyReturnPolicy(fitted.Returns.Model);
                learner = trained;

                // 6.
                var validation = await run.EvaluateAsync(trained, o.ValidationEpisodes, "validation");
                await run.MeasureAsync("validation-return", validation.Mean, labels, "return");
                best = best is { } b && b.Return >= validation.Mean ? best : (trained, validation.Mean);
            }

            run.Progress((double)i / o.Rounds);
        }

        var chosen = best?.Policy ?? throw new WorkFailedException(
            $"No cost to go was observed to its end in {o.Rounds} rounds of {o.EpisodesPerRound} episodes at most: {labels} of {o.Labels} labels were spent. "
            + "Raise labels or lower rounds, so that a round's share lasts an episode of the expert, or raise episodesPerRound where episodes end before their drawn time.");
        await run.MeasureTestAsync(chosen, o.EvaluationEpisodes, o.NormalizeReturn, labels);
    }

    private static void Check(IRunContext run)
    {
        ActingExpert.Check(run);
        if (run.Environment.ActionSpace is not DiscreteSpace)
        {
            throw new InvalidInputException($"AggreVaTe compares the costs of choices, and the actions of {run.Environment.Reference.Name} are continuous. Name an environment whose actions are choices.");
        }
    }
}
