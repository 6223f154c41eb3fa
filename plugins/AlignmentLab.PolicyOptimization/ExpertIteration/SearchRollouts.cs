using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.ExpertIteration;

/// <summary>Asks for the best of several rollouts from each of several starts: what a policy could do, found by trying.</summary>
/// <param name="Starts">How many starts; each rollout from one meets the same start and the same luck.</param>
/// <param name="Rollouts">n, rollouts from each.</param>
[Effect("search-rollouts", "rollout-search-requested.v1", "rollouts-searched.v1")]
public sealed record SearchRolloutsRequest(EnvironmentRef Environment, Policy Policy, RewardSource Reward, int Starts, int Rollouts) : Effect<SearchedRollouts>;

/// <summary>What was found.</summary>
/// <param name="Labels">The states and actions of the best rollouts; see <see cref="Trajectories.StateLabels"/>.</param>
/// <param name="Count">How many states these are.</param>
/// <param name="Steps">Actions taken in all rollouts.</param>
/// <param name="Return">The mean return of the reward over all rollouts: the policy's own.</param>
/// <param name="BestReturn">The mean over starts of the best.</param>
public sealed record SearchedRollouts(Artifact Labels, long Count, long Steps, double Return, double BestReturn)
{
    /// <summary>The best rollouts, to be imitated.</summary>
    public DatasetPart AsDataset() => new(Labels, Count);
}
