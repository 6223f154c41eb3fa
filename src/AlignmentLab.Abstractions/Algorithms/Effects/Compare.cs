using AlignmentLab.Environments;
using AlignmentLab.Judges;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks a judge which fragment of each pair is better. Each pair is one expert query.</summary>
/// <param name="Pairs">One at least.</param>
[Effect("compare", "comparisons-requested.v1", "comparisons-recorded.v1")]
public sealed record CompareRequest(JudgeRef Judge, EnvironmentRef Environment, IReadOnlyList<FragmentPair> Pairs) : Effect<Comparisons>, IExpertQueries
{
    long IExpertQueries.ExpertQueries => Pairs.Count;

    bool IExpertQueries.AsksPeople => HumanJudge.Is(Judge);
}

/// <summary>A judge's verdicts.</summary>
/// <param name="Pairs">One a pair, in the order asked; <c>first</c> and <c>second</c> are the pair's, whatever the judge was shown.</param>
public sealed record Comparisons(IReadOnlyList<PairVerdict> Pairs);

/// <param name="Verdict">What most votes say; of equals, the one given first.</param>
/// <param name="Votes">One a judge asked, in the order given.</param>
public sealed record PairVerdict(Verdict Verdict, IReadOnlyList<ComparisonVote> Votes);

/// <param name="Swapped">The judge was shown the second fragment in the first place. Which pairs are is drawn from the run's seed.</param>
public sealed record ComparisonVote(Verdict Verdict, bool Swapped);

public static class CompareEffects
{
    /// <summary>A judge's verdicts on pairs of fragments; one event for all of them.</summary>
    /// <param name="pairs">One at least.</param>
    public static Task<Comparisons> CompareAsync(this IRunContext run, JudgeRef judge, IReadOnlyList<FragmentPair> pairs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pairs.Count, nameof(pairs));
        return run.PerformAsync(new CompareRequest(judge, run.Environment.Reference, pairs));
    }
}
