using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Plays the episode that a rollout asks for.</summary>
internal sealed class RolloutHandler : IEffectHandler<RolloutRequest, Rollout>
{
    public async Task<EffectOutcome<Rollout>> HandleAsync(RolloutRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var actor = await scope.OpenPolicyAsync(effect.Policy, effect.Environment, cancellationToken);
        var played = Episode.Play(scope.CreateEnvironment(effect.Environment), actor, scope.Random("episode"), effect.MaxSteps, cancellationToken);
        var trajectory = await scope.WriteAsync(played.Trajectory.ToBytes(), cancellationToken);
        return new EffectOutcome<Rollout>(
            new Rollout(played.Trajectory.Steps, played.Return, played.Terminated, played.Truncated, trajectory),
            played.HiddenPerformance is { } hidden ? new JsonObject { ["performance"] = hidden } : null);
    }
}
