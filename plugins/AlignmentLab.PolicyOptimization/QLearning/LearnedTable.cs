using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.QLearning;

/// <summary>Asks for a table of action values, learned by acting in the environment.</summary>
[Effect("q-learn", "q-learning-requested.v1", "q-learning-completed.v1")]
public sealed record LearnTableRequest(EnvironmentRef Environment, RewardSource Reward, QLearningSettings Settings) : Effect<LearnedTable>;

/// <summary>A policy that takes the action of the greatest learned value, the first of equals, and how it came about.</summary>
/// <param name="Table">See <see cref="PolicyTable"/>: over the observations that were met.</param>
/// <param name="States">How many states were met.</param>
/// <param name="Steps">Actions taken in all.</param>
/// <param name="Returns">The return of the reward that was learned from, while learning: the mean over each hundredth of the episodes (or each episode, where there are fewer).</param>
public sealed record LearnedTable(Artifact Table, int States, long Steps, double[] Returns)
{
    /// <summary>The policy, acting.</summary>
    public TabularPolicy AsPolicy() => new(Table);
}
