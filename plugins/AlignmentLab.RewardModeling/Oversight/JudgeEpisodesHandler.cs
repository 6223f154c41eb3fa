using AlignmentLab.Algorithms;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>Has a judge score every step; a score that is not a finite number fails the job.</summary>
internal sealed class JudgeEpisodesHandler : IEffectHandler<JudgeEpisodesRequest, EpisodeJudgements>
{
    public async Task<EffectOutcome<EpisodeJudgements>> HandleAsync(JudgeEpisodesRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var judge = await scope.OpenRewardAsync(new JudgeReward(effect.Judge), effect.Environment, cancellationToken);
        var judged = new List<JudgedEpisode>();
        foreach (var artifact in effect.Trajectories)
        {
            var trajectory = Trajectory.FromBytes(await scope.ReadAsync(artifact, cancellationToken));
            var scores = new double[trajectory.Steps];
            for (var step = 0; step < scores.Length; step++)
            {
                scores[step] = judge.Reward(trajectory.Observation(step), trajectory.Action(step), trajectory.Observation(step + 1), trajectory.Rewards[step]);
            }

            judged.Add(new JudgedEpisode(artifact, await scope.WriteAsync(new StepScores(scores).ToBytes(), cancellationToken), scores.Sum()));
        }

        return new EffectOutcome<EpisodeJudgements>(new EpisodeJudgements(judged));
    }
}
