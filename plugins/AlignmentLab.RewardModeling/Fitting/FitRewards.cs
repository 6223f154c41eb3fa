using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Judges;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>
/// Asks for a reward that explains compared fragments (Christiano et al. 2017, section 2.2.3): an ensemble of models, each with its
/// own initial weights and its own bootstrap resample of the pairs that were not held out.
/// </summary>
/// <param name="Pairs">What was compared, with what was said of it.</param>
[Effect("fit-rewards", "reward-fit-requested.v1", "reward-fitted.v1", Queue = "gpu")]
public sealed record FitRewardsRequest(EnvironmentRef Environment, RewardFitOptions Options, IReadOnlyList<ComparedPair> Pairs) : Effect<RewardFit>;

/// <summary>A pair of fragments with the answers to it.</summary>
/// <param name="Votes">One at least; <c>first</c> and <c>second</c> are the pair's.</param>
public sealed record ComparedPair(FragmentPair Pair, IReadOnlyList<ComparisonVote> Votes)
{
    /// <summary>
    /// The share of the votes for the first fragment, "as good" counting as half a vote; null where nobody could compare the
    /// two. Such pairs are left out.
    /// </summary>
    public double? ShareForFirst()
    {
        var (votes, first) = (0, 0.0);
        foreach (var vote in Votes)
        {
            votes += vote.Verdict == Verdict.CannotCompare ? 0 : 1;
            first += vote.Verdict switch
            {
                Verdict.First => 1,
                Verdict.Equal => 0.5,
                _ => 0,
            };
        }

        return votes == 0 ? null : first / votes;
    }
}

/// <summary>A fitted reward and how far to trust it.</summary>
/// <param name="Reward">Shifted and scaled to mean 0 and standard deviation 1 over the steps of the pairs that it was fitted to.</param>
/// <param name="Losses">The loss of each member in its last epoch, on its own resample.</param>
/// <param name="TrainingPairs">Pairs that members were fitted to.</param>
/// <param name="LeftOut">Pairs that nobody could compare.</param>
/// <param name="HeldOut">On pairs that no member was fitted to; null where none were held out.</param>
/// <param name="Engine">The trainer, such as <c>managed/1</c>.</param>
public sealed record RewardFit(
    LearnedReward Reward, IReadOnlyList<double> Losses, int TrainingPairs, int LeftOut, FitQuality? HeldOut, string Engine);

public static class FitRewardsEffects
{
    /// <summary>Fits a reward to what a judge said of pairs.</summary>
    public static Task<RewardFit> FitRewardsAsync(this IRunContext run, RewardFitOptions options, IReadOnlyList<ComparedPair> pairs) =>
        run.PerformAsync(new FitRewardsRequest(run.Environment.Reference, options, pairs));

    /// <summary>Puts pairs and their answers together.</summary>
    public static IEnumerable<ComparedPair> With(this IReadOnlyList<FragmentPair> pairs, Comparisons answers) =>
        pairs.Zip(answers.Pairs, (pair, answer) => new ComparedPair(pair, answer.Votes));
}
