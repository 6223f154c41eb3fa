using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;
using MediatR;

namespace AlignmentLab.Core.Inbox;

internal sealed class InboxHandlers(IEventStore store, PendingQueries pending, RunStreams streams, LabArtifacts artifacts)
    : IRequestHandler<ListQueries, IReadOnlyList<OpenQuery>>, IRequestHandler<ShowQuery, ShownQuery>, IRequestHandler<LabelState, OpenQuery>, IRequestHandler<SkipState, OpenQuery>
{
    public async Task<IReadOnlyList<OpenQuery>> Handle(ListQueries request, CancellationToken cancellationToken)
    {
        var open = new List<OpenQuery>();
        if (request.Run is { } run)
        {
            open.AddRange((await pending.OfAsync(run, cancellationToken)).Select(q => q.Summary()));
            return open;
        }

        await foreach (var head in store.HeadsAsync("run", cancellationToken))
        {
            open.AddRange((await pending.OfAsync(RunId.Of(head.Stream), cancellationToken)).Select(q => q.Summary()));
        }

        return [.. open.OrderBy(q => q.AskedAt)];
    }

    public async Task<ShownQuery> Handle(ShowQuery request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync(request.Run, request.Query, cancellationToken);
        var trajectory = await TrajectoryAsync(query, cancellationToken);
        return new ShownQuery(
            query.Summary(), pending.ActionSpaceOf(query), query.AnswersPerState,
            [.. query.States.Select(s => new QueryState(s, trajectory.Observation(s).ToArray(), query.Answers.Answers(query.Call, s), query.Answers.Skips(query.Call, s)))]);
    }

    public async Task<OpenQuery> Handle(LabelState request, CancellationToken cancellationToken)
    {
        var query = await FindStateAsync(request.Run, request.Query, request.State, cancellationToken);
        var actions = pending.ActionSpaceOf(query);
        if (!actions.Contains(request.Action))
        {
            throw new InvalidInputException($"[{string.Join(", ", request.Action)}] is no action of {query.Request.Environment.Name}: it takes {Describe(actions)}.");
        }

        // All answers there and no labels: whoever gave the last one did not live to write them.
        if (query.IsComplete)
        {
            return await CompleteAsync(request.Run, request.Query, query, cancellationToken);
        }

        if (query.Answers.Answers(query.Call, request.State).Any(a => a.Author == request.Author))
        {
            throw new InvalidInputException($"{request.Author} has answered state {request.State} of {request.Query} already; each answers a state once.");
        }

        if (!query.IsAnswered(request.State))
        {
            await AppendAsync(query, request.State, request.Author, new StateLabelled(query.Call, request.State, request.Action, request.Seconds), cancellationToken);
        }

        return await CompleteAsync(request.Run, request.Query, query, cancellationToken);
    }

    public async Task<OpenQuery> Handle(SkipState request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw new InvalidInputException("Say why the state is left to others.");
        }

        var query = await FindStateAsync(request.Run, request.Query, request.State, cancellationToken);
        await AppendAsync(query, request.State, request.Author, new StateSkipped(query.Call, request.State, request.Reason), cancellationToken);
        return query.Summary();
    }

    private async Task<PendingQuery> FindStateAsync(RunId run, CallId call, int state, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync(run, call, cancellationToken);
        return query.States.Contains(state) ? query : throw new InvalidInputException($"{call} of {run} does not ask about state {state}, but about {query.States.Count} from {query.States[0]} to {query.States[^1]}.");
    }

    // Two people who answer the same state at the same moment both count; one who answers twice counts once.
    private async Task AppendAsync(PendingQuery query, int state, string author, object payload, CancellationToken cancellationToken)
    {
        var type = StoredEventAttribute.NameOf(payload.GetType());
        var id = EventId.Deterministic("alignmentlab.answer", query.Run.Value, query.Call.Value, $"{state}", author, type);
        await store.AppendAsync(
            Answers.StreamOf(query.Run), ExpectedVersion.Any, [new NewEvent(id, type, EventJson.Serialize(payload)) { Author = author, Causation = query.Asked.Id }], cancellationToken);
    }

    // Whoever gives the last answer puts the labels on the run's stream; a second writer finds them there.
    private async Task<OpenQuery> CompleteAsync(RunId run, CallId call, PendingQuery before, CancellationToken cancellationToken)
    {
        var now = (await pending.OfAsync(run, cancellationToken)).FirstOrDefault(q => q.Call == call);
        if (now is null)
        {
            return before.Summary() with { Answered = before.States.Count };
        }

        if (now.IsComplete)
        {
            var trajectory = await TrajectoryAsync(now, cancellationToken);
            var labels = now.Labels(trajectory, pending.ActionSpaceOf(now));
            var artifact = await artifacts.WriteAsync(labels.ToBytes(), cancellationToken);
            var disagreements = now.States.Index().LongCount(s => !labels.Actions.AsSpan(s.Index * labels.ActionSize, labels.ActionSize).SequenceEqual(trajectory.Action(s.Item)));
            var outcome = new EffectOutcome<LabeledRollout>(new LabeledRollout(now.Request.Trajectory, artifact, now.States.Count, disagreements));
            var people = now.States.SelectMany(s => now.Answers.Answers(call, s).Take(now.AnswersPerState)).Select(a => a.Author).Distinct(StringComparer.Ordinal);
            await streams.Of(run).AppendAsync(RunStream.Result(
                run, call, EffectAttribute.Of(typeof(LabelRequest)).Completed, EventJson.Serialize(outcome), string.Join(", ", people)));
        }

        return now.Summary();
    }

    private static string Describe(Space actions) => actions is DiscreteSpace discrete
        ? $"one whole number from 0 to {discrete.Count - 1}"
        : $"{actions.Dimension} numbers" + (actions is BoxSpace box ? $" between [{string.Join(", ", box.Low)}] and [{string.Join(", ", box.High)}]" : "");

    private async Task<Trajectory> TrajectoryAsync(PendingQuery query, CancellationToken cancellationToken) =>
        Trajectory.FromBytes(await artifacts.ReadAsync(query.Request.Trajectory, cancellationToken));
}
