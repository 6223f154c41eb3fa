using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.StepPolicies;

/// <summary>
/// Forward training, a policy for each step: Ross and Bagnell 2010, "Efficient Reductions for Imitation Learning", section 3
/// and algorithm 3.1.
/// <list type="number">
/// <item>For t = 1..T: sample episodes of pi_1, ..., pi_(t-1), up to step t.</item>
/// <item>D_t = {(s_t, pi*(s_t))}: the expert labels the states at step t alone.</item>
/// <item>Train pi_t on D_t.</item>
/// <item>Return pi_1, ..., pi_T.</item>
/// </list>
/// </summary>
/// <remarks>
/// <para>
/// Each pi_t is trained on the states that it will meet, so an error of eps a step costs T eps where the expert can recover,
/// and T^2 eps at worst. The price is T policies, and none for steps beyond T.
/// </para>
/// <para>
/// Deviations: the paper lets the expert take the remaining steps of an episode, which no label is taken from; here the
/// episode ends at step t, and the action in it, which has no consequence, is that of pi_(t-1). Where no episode comes as far
/// as step t, the policies end there, and the last one acts in whatever follows.
/// </para>
/// </remarks>
public sealed class ForwardTraining : IAlgorithm<ForwardTrainingOptions>
{
    public async Task RunAsync(ForwardTrainingOptions o, IRunContext run)
    {
        var horizon = o.Horizon ?? run.Environment.MaxSteps;
        Check(o, horizon, run.Environment.MaxSteps);
        var phases = new List<PolicyPhase>();
        Policy last = new UniformPolicy();
        var labels = 0L;
        for (var t = 1; t <= horizon; t++)
        {
            // 1. An episode is a label at most.
            var rollouts = await run.RolloutsAsync(new PhasedPolicy([.. phases], last), LabelBudget.Share(o.Labels, horizon, t), maxSteps: t);

            // 2.
            var labelled = await run.LabelStepAsync(rollouts, t);
            if (labelled.Count == 0)
            {
                await run.NoteAsync($"No episode came to step {t} of {horizon}; the policy of step {t - 1} acts from there on.");
                break;
            }

            // 3.
            var trained = await run.TrainAsync(o.Learner, Dataset.Empty.Aggregate(labelled), last as LearnedPolicy);
            phases.Add(new PolicyPhase(trained, 1));
            (last, labels) = (trained, labels + labelled.Count);
            run.Progress((double)t / horizon);
        }

        // 4.
        await run.MeasureAsync("labels", labels, phases.Count, "labels");
        await run.MeasureAsync("policies", phases.Count, unit: "policies");
        await run.MeasureTestAsync(new PhasedPolicy(phases[..^1], last), o.EvaluationEpisodes, o.NormalizeReturn, labels);
    }

    private static void Check(ForwardTrainingOptions o, int horizon, int longest)
    {
        if (horizon > longest)
        {
            throw new InvalidInputException($"options.horizon is {horizon}; an episode has {longest} steps at most. Choose 1 to {longest}, or leave it out.");
        }

        if (horizon > ForwardTrainingOptions.MostSteps)
        {
            throw new InvalidInputException(
                $"An episode has {horizon} steps, and forward training trains a policy for each, {ForwardTrainingOptions.MostSteps} at most. Set options.horizon.");
        }

        if (o.Labels < horizon)
        {
            throw new InvalidInputException($"options.labels is {o.Labels}; each of the {horizon} steps needs one at least. Allow {horizon} or more, or set a shorter options.horizon.");
        }
    }
}
