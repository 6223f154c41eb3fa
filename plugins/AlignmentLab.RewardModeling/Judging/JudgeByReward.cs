using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Judging;

/// <summary>Asks which fragment of each pair a learned reward prefers, and how sure it is. Nobody is asked, so no budget is charged.</summary>
[Effect("judge-by-reward", "judgements-requested.v1", "judgements-recorded.v1")]
public sealed record JudgeByRewardRequest(EnvironmentRef Environment, LearnedReward Reward, IReadOnlyList<FragmentPair> Pairs) : Effect<Judgements>;

/// <summary>What a learned reward makes of pairs.</summary>
/// <param name="Pairs">One a pair, in the order asked.</param>
public sealed record Judgements(IReadOnlyList<PairJudgement> Pairs);

/// <summary>What a learned reward makes of one pair.</summary>
/// <param name="Mean">The mean over the members of the probability that the first fragment is preferred.</param>
/// <param name="Deviation">The standard deviation over the members of that probability (of the members themselves: divided by their number); 0 for one member.</param>
/// <param name="Votes">The share of members to whom the first fragment is the likelier one; a member at exactly 1/2 gives half a vote.</param>
public sealed record PairJudgement(double Mean, double Deviation, double Votes);

public static class JudgeByRewardEffects
{
    /// <summary>A learned reward's judgements on pairs of fragments; one event for all of them.</summary>
    public static Task<Judgements> JudgeByRewardAsync(this IRunContext run, LearnedReward reward, IReadOnlyList<FragmentPair> pairs) =>
        run.PerformAsync(new JudgeByRewardRequest(run.Environment.Reference, reward, pairs));
}
