using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Plays one episode. Environment and policy draw from streams of their own, so that a change of policy does not change the start state.</summary>
internal static class Episode
{
    /// <param name="maxSteps">Stops the episode when below the environment's own limit.</param>
    public static PlayedEpisode Play(IEnvironment environment, IActor actor, RandomStream random, int? maxSteps, CancellationToken cancellationToken)
    {
        var (observationSize, actionSize) = (environment.ObservationSpace.Dimension, environment.ActionSpace.Dimension);
        var limit = Math.Min(maxSteps ?? int.MaxValue, environment.MaxSteps);
        var observations = new double[(Math.Min(limit, 1024) + 1) * observationSize];
        var actions = new double[Math.Min(limit, 1024) * actionSize];
        var rewards = new double[Math.Min(limit, 1024)];
        environment.Reset(random.Child("environment").CreateGenerator(), observations.AsSpan(0, observationSize));
        actor.Begin(random.Child("policy").CreateGenerator());
        var steps = 0;
        var total = 0.0;
        StepOutcome outcome = default;
        while (!outcome.Done && steps < limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (steps == rewards.Length)
            {
                Array.Resize(ref observations, (2 * steps * observationSize) + observationSize);
                Array.Resize(ref actions, 2 * steps * actionSize);
                Array.Resize(ref rewards, 2 * steps);
            }

            var action = actions.AsSpan(steps * actionSize, actionSize);
            actor.Act(observations.AsSpan(steps * observationSize, observationSize), action);
            outcome = environment.Step(action, observations.AsSpan((steps + 1) * observationSize, observationSize));
            rewards[steps] = environment.RewardOf(outcome, steps);
            total += outcome.Reward;
            steps++;
        }

        var trajectory = new Trajectory(
            steps, observationSize, observations[..((steps + 1) * observationSize)], actionSize, actions[..(steps * actionSize)], rewards[..steps]);
        return new PlayedEpisode(trajectory, total, outcome.Terminated, !outcome.Terminated, environment.HiddenPerformance);
    }
}

internal sealed record PlayedEpisode(Trajectory Trajectory, double Return, bool Terminated, bool Truncated, double? HiddenPerformance);
