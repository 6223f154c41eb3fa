using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Experts;

namespace AlignmentLab.Core.Inbox;

/// <summary>Reads which requests of runs wait for people, and what has been answered.</summary>
internal sealed class PendingQueries(IEventReader store, RunReader runs, RecordedQueries queries, OpenDemands demanded)
{
    /// <summary>
    /// The requests of a run that wait, in the order of the log, none where it has ended; after them those for labels that its
    /// incidents wait for, ended or not.
    /// </summary>
    public async Task<IReadOnlyList<PendingQuery>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(run, cancellationToken);
        if (!NamesPeople(submitted))
        {
            return [];
        }

        var open = await OpenAsync(run, cancellationToken);
        var demands = submitted.Expert is { } expert && HumanExpert.Is(expert) ? await demanded.OpenAsync(run, cancellationToken) : [];
        if (open.Count == 0 && demands.Count == 0)
        {
            return [];
        }

        var answers = await QueryFold.OfAsync(store, Answers.StreamOf(run), cancellationToken);
        return
        [
            .. open.Select(o => Query(run, submitted, o.Asked, o.Request, answers)).OfType<PendingQuery>(),
            .. demands.Select(d => Query(submitted, d.Asked, d.Demand, answers)),
        ];
    }

    /// <summary>The demands for labels that a run's incidents wait for, the oldest first.</summary>
    public async Task<IReadOnlyList<PendingQuery>> DemandsOfAsync(RunId run, CancellationToken cancellationToken)
    {
        var demands = await demanded.OpenAsync(run, cancellationToken);
        if (demands.Count == 0)
        {
            return [];
        }

        var submitted = await runs.SubmittedAsync(run, cancellationToken);
        var answers = await QueryFold.OfAsync(store, Answers.StreamOf(run), cancellationToken);
        return [.. demands.Select(d => Query(submitted, d.Asked, d.Demand, answers))];
    }

    private async Task<IReadOnlyList<(RecordedEvent Asked, IExpertQueries Request)>> OpenAsync(RunId run, CancellationToken cancellationToken)
    {
        var open = new Dictionary<CallId, (RecordedEvent Asked, IExpertQueries Request)>();
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (RunEnding.Of(e.Type) is not null)
            {
                return [];
            }

            if (e.Call is { } call && !open.Remove(call) && queries.Request(e) is { AsksPeople: true } request)
            {
                open.Add(call, (e, request));
            }
        }

        return [.. open.Values.OrderBy(o => o.Asked.Version)];
    }

    /// <summary>One request that waits.</summary>
    /// <exception cref="InvalidInputException">Nothing waits there, or something of another kind.</exception>
    public async Task<T> FindAsync<T>(RunId run, CallId query, CancellationToken cancellationToken)
        where T : PendingQuery
    {
        var pending = await OfAsync(run, cancellationToken);
        return pending.FirstOrDefault(q => q.Call == query) switch
        {
            T found => found,
            { } other => throw new InvalidInputException($"{query} of {run} is a query of the kind {other.Kind.ToString().ToLowerInvariant()}, and is answered as one."),
            null => throw new InvalidInputException(
                $"{run} has no open query '{query}'. " + (pending.Count == 0 ? "Nothing of it waits for an answer." : $"It waits at: {string.Join(", ", pending.Take(10).Select(q => q.Call))}.")),
        };
    }

    // A plugin may have effects of its own that ask people; what answers those is its business.
    private PendingQuery? Query(RunId run, RunSubmitted submitted, RecordedEvent asked, IExpertQueries request, QueryFold answers) => request switch
    {
        LabelRequest label => new RolloutLabelQuery(run, submitted.Seed, asked, label, runs.Create(label.Environment).ActionSpace, answers),
        CompareRequest compare => new ComparisonQuery(run, submitted.Seed, asked, compare, answers),
        AskRequest ask => new QuestionQuery(run, submitted.Seed, asked, ask, submitted.Environment.Name, answers),
        _ => null,
    };

    private DemandQuery Query(RunSubmitted submitted, RecordedEvent asked, LabelsAsked demand, QueryFold answers) =>
        new(submitted.Seed, asked, demand, runs.Create(demand.Environment).ActionSpace, answers);

    // Streams of runs that name nobody need not be read. What is taken for a name too much costs one reading.
    private static bool NamesPeople(RunSubmitted submitted) =>
        submitted.Expert is { } expert && HumanExpert.Is(expert) || NamesPeople(submitted.Algorithm.Options);

    private static bool NamesPeople(JsonNode? options) => options switch
    {
        JsonObject map => map.Any(p => NamesPeople(p.Value)),
        JsonArray list => list.Any(NamesPeople),
        JsonValue value => value.TryGetValue(out string? text) && text == HumanExpert.Name,
        _ => false,
    };
}
