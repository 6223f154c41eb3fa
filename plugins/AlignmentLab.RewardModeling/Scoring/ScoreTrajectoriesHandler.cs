using AlignmentLab.Algorithms;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Scoring;

internal sealed class ScoreTrajectoriesHandler : IEffectHandler<ScoreTrajectoriesRequest, TrajectoryScores>
{
    public async Task<EffectOutcome<TrajectoryScores>> HandleAsync(ScoreTrajectoriesRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var reward = await scope.OpenRewardAsync(effect.Reward, effect.Environment, cancellationToken);
        var returns = new double[effect.Trajectories.Count];
        for (var i = 0; i < returns.Length; i++)
        {
            var trajectory = Trajectory.FromBytes(await scope.ReadAsync(effect.Trajectories[i], cancellationToken));
            for (var step = 0; step < trajectory.Steps; step++)
            {
                returns[i] += reward.Reward(trajectory.Observation(step), trajectory.Action(step), trajectory.Observation(step + 1), trajectory.Rewards[step]);
            }
        }

        return new EffectOutcome<TrajectoryScores>(new TrajectoryScores(returns));
    }
}
