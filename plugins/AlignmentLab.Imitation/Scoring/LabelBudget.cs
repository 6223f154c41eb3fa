using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Scoring;

/// <summary>How labels that are counted out beforehand are shared and spent, exact to the unit.</summary>
internal static class LabelBudget
{
    /// <summary>The labels of one part when all are shared evenly, the first ones taking what does not divide.</summary>
    /// <param name="part">From 1.</param>
    public static int Share(int labels, int parts, int part) => (labels / parts) + (part <= labels % parts ? 1 : 0);

    /// <summary>Episodes of a policy with the expert's label in every state, until there are this many; the last is cut to the number.</summary>
    public static async Task<IReadOnlyList<LabeledRollout>> GatherAsync(this IRunContext run, Policy policy, long labels)
    {
        var gathered = new List<LabeledRollout>();
        for (var left = labels; left > 0; left = labels - gathered.Sum(l => l.Count))
        {
            gathered.AddRange(await run.LabelAsync([await run.RolloutAsync(policy)], left));
        }

        return gathered;
    }

    /// <summary>The expert's label for one state of each rollout that came so far.</summary>
    /// <param name="step">From 1.</param>
    public static Task<IReadOnlyList<LabeledRollout>> LabelStepAsync(this IRunContext run, IEnumerable<Rollout> rollouts, int step) => run.PerformAllAsync(
        [.. rollouts.Where(r => r.Steps >= step).Select(r => new LabelRequest(run.Expert, run.Environment.Reference, r.Trajectory, [step - 1], 1))]);
}
