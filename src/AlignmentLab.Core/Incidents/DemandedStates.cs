using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Incidents;

/// <summary>Draws states that an incident's evidence visited.</summary>
internal sealed class DemandedStates(IEventReader store, IPluginCatalog catalog, EffectScopes scopes)
{
    private static readonly string Rollout = EffectAttribute.Of(typeof(RolloutRequest)).Completed;
    private static readonly string Evaluation = EffectAttribute.Of(typeof(EvaluateRequest)).Completed;

    /// <param name="count">As many as there are where there are fewer.</param>
    /// <exception cref="InvalidInputException">The evidence names no visited states.</exception>
    public async Task<DrawnStates> DrawAsync(Incident incident, int count, CancellationToken cancellationToken)
    {
        var source = await SourceAsync(incident, cancellationToken);
        var scope = await scopes.ForAsync(new JobId(incident.Run, source.Call!.Value), new Progress<double>(), writesArtifacts: true, cancellationToken);
        var (policy, environment, visited) = await VisitedAsync(incident.Run, source, scope, cancellationToken);
        var world = scope.CreateEnvironment(environment);
        var (size, actions) = (world.ObservationSpace.Dimension, world.ActionSpace.Dimension);
        var drawn = Draw(incident, visited.Length / size, count);
        var actor = await scope.OpenPolicyAsync(policy, environment, cancellationToken);
        actor.Begin(scope.Random("demand/policy").CreateGenerator());
        var (observations, taken) = (new double[drawn.Count * size], new double[drawn.Count * actions]);
        for (var i = 0; i < drawn.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var state = observations.AsSpan(i * size, size);
            visited.AsSpan(drawn[i] * size, size).CopyTo(state);
            actor.Act(state, taken.AsSpan(i * actions, actions));
        }

        return new DrawnStates(scope, source.Version, environment, world.ActionSpace, drawn, new StateLabels([.. drawn.Select(s => (long)s)], size, observations, actions, taken));
    }

    // The evidence ends with what was visited; what comes before is what that was compared with.
    private async Task<RecordedEvent> SourceAsync(Incident incident, CancellationToken cancellationToken)
    {
        foreach (var version in incident.EvidenceVersions.Reverse())
        {
            if (await store.EventAsync(incident.Run.Stream, version, cancellationToken) is { Call: not null } e && (e.Type == Rollout || e.Type == Evaluation))
            {
                return e;
            }
        }

        throw new InvalidInputException($"The evidence of the incident {incident.Id} names no rollout and no evaluation whose states could be labelled.");
    }

    private async Task<(Policy Policy, EnvironmentRef Environment, double[] Visited)> VisitedAsync(RunId run, RecordedEvent result, IEffectScope scope, CancellationToken cancellationToken)
    {
        var asked = await RequestAsync(run, result, cancellationToken);
        if (result.Type == Rollout)
        {
            var rollout = catalog.Upcasters.Read<RolloutRequest>(asked);
            var recorded = catalog.Upcasters.Read<EffectOutcome<Rollout>>(result).Result;
            var trajectory = Trajectory.FromBytes(await scope.ReadAsync(recorded.Trajectory, cancellationToken));
            return (rollout.Policy, rollout.Environment, trajectory.Observations[..(trajectory.Steps * trajectory.ObservationSize)]);
        }

        var evaluation = catalog.Upcasters.Read<EvaluateRequest>(asked);
        var visited = catalog.Upcasters.Read<EffectOutcome<Evaluation>>(result).Result.Visited;
        return (evaluation.Policy, evaluation.Environment, VisitedStates.FromBytes(await scope.ReadAsync(visited, cancellationToken)).Observations);
    }

    private async Task<RecordedEvent> RequestAsync(RunId run, RecordedEvent result, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Backwards, result.Version - 1, cancellationToken: cancellationToken))
        {
            if (e.Call == result.Call && EventRole.IsRequest(e.Type))
            {
                return e;
            }
        }

        throw new EnvironmentFailureException($"{run} has no request before the result at version {result.Version}; `alab verify {run}` tells more.");
    }

    // Each demand draws anew; which states it drew follows from the incident and from how much had been done with it before.
    private static IReadOnlyList<int> Draw(Incident incident, int states, int count) =>
        [.. new Randomness.RandomStream(0, $"{incident.Id}/{incident.Actions.Count}").CreateGenerator().Permutation(states).Take(count).Order()];
}

/// <summary>States of an incident's evidence.</summary>
/// <param name="Scope">Of the effect that visited them.</param>
/// <param name="Source">Version of its result on the run's stream.</param>
/// <param name="States">Which of the visited states they are, ascending.</param>
/// <param name="Taken">With what the policy does in each.</param>
internal sealed record DrawnStates(IEffectScope Scope, long Source, EnvironmentRef Environment, Space Actions, IReadOnlyList<int> States, StateLabels Taken);
