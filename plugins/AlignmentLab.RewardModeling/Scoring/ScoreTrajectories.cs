using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Rewards;

namespace AlignmentLab.RewardModeling.Scoring;

/// <summary>Asks for the return of trajectories under a reward.</summary>
[Effect("score-trajectories", "scores-requested.v1", "scores-recorded.v1")]
public sealed record ScoreTrajectoriesRequest(EnvironmentRef Environment, RewardSource Reward, IReadOnlyList<Artifact> Trajectories) : Effect<TrajectoryScores>;

/// <param name="Returns">The sum of the reward over the steps of each trajectory, in the order asked.</param>
public sealed record TrajectoryScores(IReadOnlyList<double> Returns);

public static class ScoreTrajectoriesEffects
{
    /// <summary>The return of trajectories under a reward.</summary>
    public static async Task<IReadOnlyList<double>> ScoreAsync(this IRunContext run, RewardSource reward, IReadOnlyList<Artifact> trajectories) =>
        (await run.PerformAsync(new ScoreTrajectoriesRequest(run.Environment.Reference, reward, trajectories))).Returns;
}
