using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Episodes;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>
/// Has the trainer make a network, and lets it learn nothing: all advantages are 0. Where inputs are to be normalised, they are so
/// by the states of one episode of random actions, a thousand at most.
/// </summary>
internal sealed class InitializePolicyHandler : IEffectHandler<InitializePolicyRequest, InitializedPolicy>
{
    private const int MostStates = 1000;

    public async Task<EffectOutcome<InitializedPolicy>> HandleAsync(InitializePolicyRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        var choices = environment.ChoicesFor("A policy gradient");
        var player = await EpisodePlayer.OpenAsync(scope, effect.Environment, new UniformPolicy(), new EnvironmentReward(), MostStates, cancellationToken);
        var episode = player.Play(scope.Random("environment"), scope.Random("policy"), cancellationToken);
        var size = environment.ObservationSpace.Dimension;
        var data = new TrainingData(episode.Steps, size, Array.ConvertAll(episode.Observations[..(episode.Steps * size)], x => (float)x), 2, new float[2 * episode.Steps]);
        var learner = effect.Learner with { Epochs = 1, BatchSize = episode.Steps, Optimizer = new OptimizerOptions() };
        var task = new TrainingTask(learner, data, choices.Count, "policy-gradient", scope.Seed("training"), Start: null, Provenance.Of(scope));
        var made = await scope.Trainer.TrainAsync(task, progress: null, cancellationToken);
        return new EffectOutcome<InitializedPolicy>(new InitializedPolicy(await scope.WriteAsync(made.Checkpoint, cancellationToken), scope.Trainer.Engine));
    }
}

internal static class DiscreteActions
{
    /// <exception cref="InvalidInputException">The actions are not choices.</exception>
    public static DiscreteSpace ChoicesFor(this IEnvironment environment, string what) => environment.ActionSpace as DiscreteSpace
        ?? throw new InvalidInputException($"{what} needs discrete actions; those of {environment.Name} are not.");
}
