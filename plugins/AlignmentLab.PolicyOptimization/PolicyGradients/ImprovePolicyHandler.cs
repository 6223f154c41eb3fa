using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Episodes;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>Plays, or reads what was played, estimates advantages, and has the trainer follow the gradient, both networks from their weights as they are.</summary>
internal sealed class ImprovePolicyHandler : IEffectHandler<ImprovePolicyRequest, PolicyImprovement>
{
    public async Task<EffectOutcome<PolicyImprovement>> HandleAsync(ImprovePolicyRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        var choices = environment.ChoicesFor("A policy gradient");
        var settings = effect.Settings;
        var sampled = await SampleAsync(effect, environment.ObservationSpace.Dimension, choices.Count, scope, cancellationToken);
        var limit = Math.Min(settings.MaxSteps ?? int.MaxValue, environment.MaxSteps);
        var values = await ValueNetwork.OpenAsync(effect.Value, settings.Discount, limit, scope, cancellationToken);
        var estimate = Estimate(effect, sampled, values);

        var policy = await TrainPolicyAsync(effect, sampled, estimate.Advantages, scope, cancellationToken);
        var value = await TrainValueAsync(effect, sampled, estimate.Targets, values.Horizon, scope, cancellationToken);
        var stored = await scope.WriteAsync(policy.Checkpoint, cancellationToken);
        var update = PolicyUpdate.Of(await scope.OpenModelAsync(stored, cancellationToken), sampled, settings.ClipRange);

        var episodes = sampled.Episodes;
        var improvement = new PolicyImprovement(
            stored,
            await scope.WriteAsync(value.Checkpoint, cancellationToken),
            episodes.Count,
            sampled.Count,
            episodes.Average(e => e.Return),
            episodes.Average(e => e.VisibleReturn),
            PolicyUpdate.Entropy(sampled),
            sampled.Divergences.Sum() / episodes.Count,
            update.ClipFraction,
            update.Divergence,
            estimate.ExplainedVariance,
            policy.EpochLosses[^1],
            value.EpochLosses[^1],
            scope.Trainer.Engine);
        return new EffectOutcome<PolicyImprovement>(improvement, Means.Hidden(episodes));
    }

    private static async Task<SampledSteps> SampleAsync(ImprovePolicyRequest effect, int inputSize, int choices, IEffectScope scope, CancellationToken cancellationToken)
    {
        var acting = new SoftmaxPolicy(effect.Policy);
        var watcher = new PolicyWatcher(
            (IDistributionActor)await scope.OpenPolicyAsync(acting, effect.Environment, cancellationToken),
            await scope.OpenPolicyAsync(effect.Reference, effect.Environment, cancellationToken) as IDistributionActor
                ?? throw new InvalidInputException($"The reference cannot say how likely its choices are in {effect.Environment.Name}; name another, such as uniform."),
            choices);
        var episodes = effect.Given is { } given
            ? await ReadAsync(effect, given, watcher, scope, cancellationToken)
            : await PlayAsync(effect, acting, watcher, scope, cancellationToken);
        return watcher.Of(episodes, inputSize);
    }

    private static async Task<List<Episode>> PlayAsync(
        ImprovePolicyRequest effect, SoftmaxPolicy acting, PolicyWatcher watcher, IEffectScope scope, CancellationToken cancellationToken)
    {
        var player = await EpisodePlayer.OpenAsync(scope, effect.Environment, acting, effect.Reward, effect.Settings.MaxSteps, cancellationToken);
        var (episodes, random) = (new List<Episode>(), scope.Random("episodes"));
        while (watcher.Steps < effect.Settings.Steps)
        {
            var own = random.Child(episodes.Count);
            episodes.Add(player.Play(own.Child("environment"), own.Child("policy"), cancellationToken, watcher));
            scope.Report(Math.Min(0.5, 0.5 * watcher.Steps / effect.Settings.Steps), "playing");
        }

        return episodes;
    }

    private static async Task<List<Episode>> ReadAsync(
        ImprovePolicyRequest effect, GivenEpisodes given, PolicyWatcher watcher, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (given.Episodes.Count == 0)
        {
            throw new WorkFailedException("A policy cannot be improved by no episodes; give one at least.");
        }

        var reader = new GivenEpisodeReader(scope, await scope.OpenRewardAsync(effect.Reward, effect.Environment, cancellationToken), given.JudgementWeight);
        var episodes = new List<Episode>();
        foreach (var episode in given.Episodes)
        {
            episodes.Add(await reader.ReadAsync(episode, watcher, cancellationToken));
        }

        return episodes;
    }

    private static (double[] Advantages, double[] Targets, double ExplainedVariance) Estimate(ImprovePolicyRequest effect, SampledSteps sampled, ValueNetwork network)
    {
        var (advantages, targets, expected) = (new double[sampled.Count], new double[sampled.Count], new double[sampled.Count]);
        var at = 0;
        foreach (var episode in sampled.Episodes)
        {
            var own = advantages.AsSpan(at, episode.Steps);
            var rewards = new double[episode.Steps];
            for (var t = 0; t < rewards.Length; t++)
            {
                rewards[t] = episode.Rewards[t] - (effect.KlPenalty * sampled.Penalties[at + t]);
            }

            // The task's end has nothing ahead of it; a limit cuts what the value network still expects.
            var values = network.Of(episode.Steps + 1, episode.Observations);
            values[^1] = episode.Terminated ? 0 : values[^1];
            AdvantageEstimation.Estimate(rewards, values, effect.Settings.Discount, effect.Settings.LambdaUsed(), own);
            for (var t = 0; t < rewards.Length; t++)
            {
                (expected[at + t], targets[at + t]) = (values[t], own[t] + values[t]);
            }

            at += episode.Steps;
        }

        var explained = ExplainedVariance(targets, expected);
        AdvantageEstimation.Normalize(advantages);
        return (advantages, targets, explained);
    }

    private static double ExplainedVariance(double[] targets, double[] expected)
    {
        var (mean, squares, missed) = (targets.Average(), 0.0, 0.0);
        for (var i = 0; i < targets.Length; i++)
        {
            squares += (targets[i] - mean) * (targets[i] - mean);
            missed += (targets[i] - expected[i]) * (targets[i] - expected[i]);
        }

        return squares > 0 ? 1 - (missed / squares) : 0;
    }

    private static async Task<TrainedModel> TrainPolicyAsync(
        ImprovePolicyRequest effect, SampledSteps sampled, double[] advantages, IEffectScope scope, CancellationToken cancellationToken)
    {
        var (settings, clipped) = (effect.Settings, effect.Settings.Method == PolicyGradientMethod.Ppo);
        var columns = clipped ? 3 : 2;
        var targets = new float[columns * sampled.Count];
        for (var step = 0; step < sampled.Count; step++)
        {
            targets[columns * step] = sampled.Taken[step];
            targets[(columns * step) + 1] = (float)advantages[step];
            if (clipped)
            {
                targets[(columns * step) + 2] = (float)PortableMath.Log(sampled.Acted(step));
            }
        }

        var data = new TrainingData(sampled.Count, sampled.InputSize, sampled.Inputs, columns, targets);
        var learner = clipped ? settings.Policy : settings.Policy with { Epochs = 1 };
        var task = new TrainingTask(
            learner, data, sampled.Choices, clipped ? "clipped-policy-gradient" : "policy-gradient", scope.Seed("policy"), await scope.ReadAsync(effect.Policy, cancellationToken), Provenance.Of(scope))
        {
            ClipRange = settings.ClipRange,
            EntropyBonus = settings.EntropyBonus,
        };
        return await scope.Trainer.TrainAsync(task, progress: null, cancellationToken);
    }

    private static async Task<TrainedModel> TrainValueAsync(
        ImprovePolicyRequest effect, SampledSteps sampled, double[] returns, double horizon, IEffectScope scope, CancellationToken cancellationToken)
    {
        var data = new TrainingData(sampled.Count, sampled.InputSize, sampled.Inputs, 1, Array.ConvertAll(returns, value => (float)(value / horizon)));
        var start = effect.Value is null ? (ReadOnlyMemory<byte>?)null : await scope.ReadAsync(effect.Value, cancellationToken);
        var task = new TrainingTask(effect.Settings.Value, data, 1, "squared-error", scope.Seed("value"), start, Provenance.Of(scope));
        return await scope.Trainer.TrainAsync(task, progress: null, cancellationToken);
    }
}
