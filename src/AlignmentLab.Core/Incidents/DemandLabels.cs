using AlignmentLab.Core.Audit;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Policies;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;
using MediatR;

namespace AlignmentLab.Core.Incidents;

/// <summary>
/// Has the run's expert label states that an incident's evidence visited, drawn at random, to tell whether the policy does
/// there what the expert would. The run and its budget are left alone: the labels belong to the incident.
/// </summary>
/// <param name="Count">How many states, 1 to <see cref="Most"/>; as many as there are where there are fewer.</param>
/// <exception cref="InvalidInputException">The run has no scripted expert, or the evidence names no visited states.</exception>
public sealed record DemandLabels(string Id, int Count, string Author) : IRequest<Incident>, IAuthored
{
    /// <summary>States in one demand.</summary>
    public const int Most = 1_000;
}

/// <summary>On an incident's stream: somebody had the expert label states of its evidence.</summary>
/// <param name="Source">Version of the run stream's event whose states these are.</param>
/// <param name="Taken">The states, with what the policy does in each (see <see cref="StateLabels"/>).</param>
/// <param name="Labels">The same states, with what the expert would do.</param>
/// <param name="Disagreements">In how many of them that is not the same.</param>
/// <param name="MeanDifference">Mean absolute difference of the actions, over states and dimensions, in the action's own units; 0 where actions are choices.</param>
[StoredEvent("labels-demanded.v1")]
public sealed record LabelsDemanded(long Source, ExpertRef Expert, int Count, int Disagreements, double MeanDifference, Artifact Taken, Artifact Labels);

internal sealed class DemandLabelsHandler(IEventStore store, IMediator mediator, IPluginCatalog catalog, RunReader runs, EffectScopes scopes, TimeProvider time)
    : IRequestHandler<DemandLabels, Incident>
{
    private static readonly string Rollout = EffectAttribute.Of(typeof(RolloutRequest)).Completed;
    private static readonly string Evaluation = EffectAttribute.Of(typeof(EvaluateRequest)).Completed;

    public async Task<Incident> Handle(DemandLabels request, CancellationToken cancellationToken)
    {
        if (request.Count is < 1 or > DemandLabels.Most)
        {
            throw new InvalidInputException($"Ask for 1 to {DemandLabels.Most:N0} labels at a time.");
        }

        var incident = await mediator.Send(new ShowIncident(request.Id), cancellationToken);
        var submitted = await runs.SubmittedAsync(incident.Run, cancellationToken);
        if (submitted.Expert is not { } expert || HumanExpert.Is(expert))
        {
            throw new InvalidInputException(submitted.Expert is null
                ? $"{incident.Run} has no expert who could label its states."
                : $"The expert of {incident.Run} is people, who answer what the run itself asks. Fork the run from before the incident with more labels.");
        }

        var source = await SourceAsync(incident, cancellationToken);
        var scope = await scopes.ForAsync(new JobId(incident.Run, source.Call!.Value), new Progress<double>(), writesArtifacts: true, cancellationToken);
        var (policy, environment, visited) = await VisitedAsync(incident.Run, source, scope, cancellationToken);
        var demand = await LabelAsync(expert, policy, environment, visited, Draw(incident, visited.Length / SizeOf(scope, environment), request.Count), scope, cancellationToken);
        await store.AppendActAsync(incident.Id.Stream, demand with { Source = source.Version }, request.Author, time, cancellationToken);
        return await mediator.Send(new ShowIncident(incident.Id.Value), cancellationToken);
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

    private static int SizeOf(IEffectScope scope, EnvironmentRef environment) => scope.CreateEnvironment(environment).ObservationSpace.Dimension;

    // Each demand draws anew; which states it drew follows from the incident and from how much had been done with it before.
    private static IReadOnlyList<int> Draw(Incident incident, int states, int count) =>
        [.. new Randomness.RandomStream(0, $"{incident.Id}/{incident.Actions.Count}").CreateGenerator().Permutation(states).Take(count).Order()];

    private static async Task<LabelsDemanded> LabelAsync(
        ExpertRef expert, Policy policy, EnvironmentRef environment, double[] visited, IReadOnlyList<int> drawn, IEffectScope scope, CancellationToken cancellationToken)
    {
        var world = scope.CreateEnvironment(environment);
        var (size, actions) = (world.ObservationSpace.Dimension, world.ActionSpace.Dimension);
        var (actor, labeller) = (await scope.OpenPolicyAsync(policy, environment, cancellationToken), scope.CreateExpert(expert, environment));
        actor.Begin(scope.Random("demand/policy").CreateGenerator());
        labeller.Begin(scope.Random("demand/expert").CreateGenerator());
        var observations = new double[drawn.Count * size];
        var (taken, labels) = (new double[drawn.Count * actions], new double[drawn.Count * actions]);
        var (disagreements, difference) = (0, 0.0);
        for (var i = 0; i < drawn.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var state = observations.AsSpan(i * size, size);
            visited.AsSpan(drawn[i] * size, size).CopyTo(state);
            var own = taken.AsSpan(i * actions, actions);
            var right = labels.AsSpan(i * actions, actions);
            actor.Act(state, own);
            labeller.Act(state, right);
            disagreements += own.SequenceEqual(right) ? 0 : 1;
            for (var k = 0; k < actions && world.ActionSpace is BoxSpace; k++)
            {
                difference += Math.Abs(own[k] - right[k]);
            }
        }

        long[] states = [.. drawn.Select(s => (long)s)];
        return new LabelsDemanded(
            0, expert, drawn.Count, disagreements, difference / Math.Max(1, taken.Length),
            await scope.WriteAsync(new StateLabels(states, size, observations, actions, taken).ToBytes(), cancellationToken),
            await scope.WriteAsync(new StateLabels(states, size, observations, actions, labels).ToBytes(), cancellationToken));
    }
}
