using AlignmentLab.Algorithms;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Inbox;

internal sealed class InboxHandlers(IEventStore store, PendingQueries pending, AnswerDesk desk, LabArtifacts artifacts)
    : IRequestHandler<ListQueries, IReadOnlyList<OpenQuery>>, IRequestHandler<ShowQuery, ShownQuery>, IRequestHandler<LabelState, OpenQuery>, IRequestHandler<SkipState, OpenQuery>
{
    public async Task<IReadOnlyList<OpenQuery>> Handle(ListQueries request, CancellationToken cancellationToken)
    {
        var open = new List<OpenQuery>();
        if (request.Run is { } run)
        {
            open.AddRange((await pending.OfAsync(run, cancellationToken)).Select(q => q.Summary(request.Annotator)));
            return open;
        }

        await foreach (var head in store.HeadsAsync("run", cancellationToken))
        {
            open.AddRange((await pending.OfAsync(RunId.Of(head.Stream), cancellationToken)).Select(q => q.Summary(request.Annotator)));
        }

        return [.. open.OrderBy(q => q.AskedAt)];
    }

    public async Task<ShownQuery> Handle(ShowQuery request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync<LabelQuery>(request.Run, request.Query, cancellationToken);
        var states = await query.StatesAsync(artifacts, cancellationToken);
        var size = states.ObservationSize;
        return new ShownQuery(
            query.Summary(), query.Actions, query.AnswersPerItem,
            [.. query.Items.Select((s, i) => Blinded(s, states.Observations[(i * size)..((i + 1) * size)], query, request.Asker))]);
    }

    private static QueryState Blinded(int state, double[] observation, LabelQuery query, string asker)
    {
        var (answers, skips) = (Given(query, state), query.Answers.Skips(query.Call, state));
        return answers.Any(a => a.Author == asker)
            ? new QueryState(state, observation, answers.Count, answers, skips)
            : new QueryState(state, observation, answers.Count, [], [.. skips.Where(s => s.Author == asker)]);
    }

    public async Task<OpenQuery> Handle(LabelState request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync<LabelQuery>(request.Run, request.Query, cancellationToken);
        query.MustAsk(request.State);
        if (!query.Actions.Contains(request.Action))
        {
            throw new InvalidInputException($"[{string.Join(", ", request.Action)}] is no action of {query.Environment}: it takes {Describe(query.Actions)}.");
        }

        return await desk.AnswerAsync(query, new StateLabelled(query.Call, request.State, request.Action, request.Seconds), request.Author, cancellationToken);
    }

    public async Task<OpenQuery> Handle(SkipState request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync<PendingQuery>(request.Run, request.Query, cancellationToken);
        return await desk.SkipAsync(query, request.State, request.Reason, request.Author, cancellationToken);
    }

    private static IReadOnlyList<GivenAnswer> Given(LabelQuery query, int state) =>
        [.. query.Answers.Answers(query.Call, state).Select(a => new GivenAnswer(a.Author, ((StateLabelled)a.Answer).Action, a.At))];

    private static string Describe(Space actions) => actions is DiscreteSpace discrete
        ? $"one whole number from 0 to {discrete.Count - 1}"
        : $"{actions.Dimension} numbers" + (actions is BoxSpace box ? $" between [{string.Join(", ", box.Low)}] and [{string.Join(", ", box.High)}]" : "");
}
