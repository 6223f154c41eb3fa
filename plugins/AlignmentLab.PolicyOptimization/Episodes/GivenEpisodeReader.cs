using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.PolicyOptimization.Episodes;

/// <summary>Reads episodes that were played before, with what is to be learned from them.</summary>
/// <param name="judgementWeight">See <see cref="GivenEpisodes"/>.</param>
internal sealed class GivenEpisodeReader(IEffectScope scope, IRewardFunction reward, double judgementWeight)
{
    /// <summary>Reads one, and shows its steps to whoever watches. Its hidden performance is with the rollout, and not read.</summary>
    /// <exception cref="WorkFailedException">It has no steps, or was judged in more or fewer than it has.</exception>
    public async Task<Episode> ReadAsync(GivenEpisode given, IStepWatcher watcher, CancellationToken cancellationToken)
    {
        var trajectory = Trajectory.FromBytes(await scope.ReadAsync(given.Trajectory, cancellationToken));
        var judgement = given.Judgement is { } judged ? StepScores.FromBytes(await scope.ReadAsync(judged, cancellationToken)).Scores : null;
        if (trajectory.Steps == 0 || (judgement is not null && judgement.Length != trajectory.Steps))
        {
            throw new WorkFailedException(
                $"An episode of {trajectory.Steps} steps was given with {judgement?.Length ?? 0} judged; it must have one step at least, and all judged or none.");
        }

        watcher.Begin(scope.Random("given").Child(given.Trajectory.Hash.ToString()).CreateGenerator());
        var rewards = new double[trajectory.Steps];
        for (var step = 0; step < rewards.Length; step++)
        {
            watcher.Watch(trajectory.Observation(step), trajectory.Action(step));
            rewards[step] = Reward(trajectory, step, judgement);
        }

        return new Episode(trajectory.Steps, trajectory.Observations, trajectory.Actions, rewards, trajectory.Rewards.Sum(), given.Terminated, HiddenPerformance: null);
    }

    private double Reward(Trajectory trajectory, int step, double[]? judgement)
    {
        if (judgement is not null && judgementWeight == 1)
        {
            return judgement[step];
        }

        var own = reward.Reward(trajectory.Observation(step), trajectory.Action(step), trajectory.Observation(step + 1), trajectory.Rewards[step]);
        return judgement is null ? own : own + (judgementWeight * (judgement[step] - own));
    }
}
