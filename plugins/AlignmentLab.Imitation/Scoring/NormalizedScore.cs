using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Scoring;

/// <summary>Puts a policy's test return on the scale on which acting at random is 0 and the expert is 1.</summary>
/// <remarks>Gleave et al. 2022, "imitation: Clean Imitation Learning Implementations", appendix: normalised by random and expert returns.</remarks>
internal static class NormalizedScore
{
    /// <summary>Evaluates the policy and measures <c>return</c>; and <c>normalized-return</c> when asked to.</summary>
    public static async Task MeasureTestAsync(this IRunContext run, Policy policy, int episodes, bool normalize, double labels)
    {
        var evaluation = await run.EvaluateAsync(policy, episodes, "test");
        await run.MeasureAsync("return", evaluation.Mean, labels, "return");
        if (!normalize)
        {
            return;
        }

        var expert = await run.EvaluateAsync(run.Expert.AsPolicy(), episodes, "test");
        var random = await run.EvaluateAsync(new UniformPolicy(), episodes, "test");
        if (expert.Mean > random.Mean)
        {
            await run.MeasureAsync("normalized-return", (evaluation.Mean - random.Mean) / (expert.Mean - random.Mean), labels, "random 0, expert 1");
        }
        else
        {
            await run.NoteAsync($"No normalized return: the expert's {expert.Mean} is not above the {random.Mean} of acting at random.");
        }
    }
}
