using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;

namespace AlignmentLab.PolicyOptimization.Episodes;

internal static class RecordedRollouts
{
    /// <summary>Records episodes of a policy for those who watch, and gives none of them back: nothing is to be learned from them.</summary>
    /// <param name="count">0 or more; with 0 there is no effect.</param>
    public static Task RecordAsync(this IRunContext run, Policy policy, int count) => count == 0 ? Task.CompletedTask : run.RolloutsAsync(policy, count);
}
