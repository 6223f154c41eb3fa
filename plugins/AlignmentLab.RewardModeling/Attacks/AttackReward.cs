using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Rewards;

namespace AlignmentLab.RewardModeling.Attacks;

/// <summary>
/// Searches for what a learned reward overrates: inputs that need not come about in the environment, and action sequences that
/// do. What an optimiser would find, before one is let loose.
/// </summary>
[Effect("attack-reward", "reward-attack-requested.v1", "reward-attacked.v1")]
public sealed record AttackRewardRequest(EnvironmentRef Environment, LearnedReward Reward, RewardAttackOptions Options) : Effect<RewardAttack>;

/// <summary>What was found.</summary>
/// <param name="UnrealisedGap">
/// By how much the best free input is above the best single step of any sequence tried: what the reward promises for inputs that
/// nothing was seen to lead to. Negative where the search for free inputs did worse.
/// </param>
/// <param name="VisibleGap">
/// How much further out the best sequence is in learned than in visible return, each in standard deviations above the mean of
/// the sequences drawn at random: near 0 where the learned reward is the visible one, large where it is gamed. Null where the
/// visible return does not vary over random sequences.
/// </param>
public sealed record RewardAttack(FreeInput Free, RealisedSequence Realised, RandomSequences Random, double UnrealisedGap, double? VisibleGap);

/// <summary>The input of one step with the highest reward found, anywhere in the environment's spaces.</summary>
/// <param name="Next">The observation that the step ends in; like the others it is searched freely.</param>
/// <param name="Tried">Inputs looked at.</param>
public sealed record FreeInput(double Reward, IReadOnlyList<double> Observation, IReadOnlyList<double> Action, IReadOnlyList<double> Next, long Tried);

/// <summary>The action sequence with the highest learned return found.</summary>
/// <param name="Return">Under the learned reward.</param>
/// <param name="VisibleReturn">Under the visible one.</param>
/// <param name="LargestStep">The highest learned reward of one step of any sequence tried.</param>
/// <param name="Trajectory">What happened; see <see cref="Trajectories.Trajectory"/>.</param>
/// <param name="Tried">Sequences played.</param>
public sealed record RealisedSequence(double Return, double VisibleReturn, double LargestStep, int Steps, Artifact Trajectory, long Tried);

/// <summary>Mean and standard deviation of the returns of sequences drawn at random.</summary>
public sealed record RandomSequences(double Mean, double Deviation, double VisibleMean, double VisibleDeviation);

public static class AttackRewardEffects
{
    /// <summary>Searches for what a learned reward overrates.</summary>
    public static Task<RewardAttack> AttackRewardAsync(this IRunContext run, LearnedReward reward, RewardAttackOptions options) =>
        run.PerformAsync(new AttackRewardRequest(run.Environment.Reference, reward, options));
}
