using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Episodes;

/// <summary>Plays episodes of a policy, and says what a reward makes of them. The environment and the policy draw from streams of their own.</summary>
internal sealed class EpisodePlayer
{
    private readonly IEnvironment _environment;
    private readonly IActor _actor;
    private readonly IRewardFunction _reward;
    private readonly int _limit;

    private EpisodePlayer(IEnvironment environment, IActor actor, IRewardFunction reward, int? maxSteps) =>
        (_environment, _actor, _reward, _limit) = (environment, actor, reward, Math.Min(maxSteps ?? int.MaxValue, environment.MaxSteps));

    /// <param name="maxSteps">Cuts episodes when below the environment's own limit.</param>
    public static async ValueTask<EpisodePlayer> OpenAsync(
        IEffectScope scope, EnvironmentRef environment, Policy policy, RewardSource reward, int? maxSteps, CancellationToken cancellationToken) => new(
        scope.CreateEnvironment(environment),
        await scope.OpenPolicyAsync(policy, environment, cancellationToken),
        await scope.OpenRewardAsync(reward, environment, cancellationToken),
        maxSteps);

    /// <param name="luck">What the environment draws from: its start and its dynamics.</param>
    /// <param name="choices">What the policy draws from.</param>
    /// <exception cref="WorkFailedException">A visible reward is not finite.</exception>
    public Episode Play(RandomStream luck, RandomStream choices, CancellationToken cancellationToken, IStepWatcher? watcher = null)
    {
        var (size, actionSize) = (_environment.ObservationSpace.Dimension, _environment.ActionSpace.Dimension);
        var (observations, actions, rewards) = (new List<double>(), new List<double>(), new List<double>());
        var (seen, next, action) = (new double[size], new double[size], new double[actionSize]);
        _environment.Reset(luck.CreateGenerator(), seen);
        _actor.Begin(choices.CreateGenerator());
        watcher?.Begin(choices.Child("watched").CreateGenerator());
        observations.AddRange(seen);
        var (visible, outcome) = (0.0, default(StepOutcome));
        while (!outcome.Done && rewards.Count < _limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _actor.Act(seen, action);
            watcher?.Watch(seen, action);
            outcome = _environment.Step(action, next);
            var reward = _environment.RewardOf(outcome, rewards.Count);
            rewards.Add(_reward.Reward(seen, action, next, reward));
            visible += reward;
            actions.AddRange(action);
            observations.AddRange(next);
            (seen, next) = (next, seen);
        }

        return new Episode(rewards.Count, [.. observations], [.. actions], [.. rewards], visible, outcome.Terminated, _environment.HiddenPerformance);
    }
}
