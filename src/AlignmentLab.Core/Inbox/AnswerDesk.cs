using AlignmentLab.Algorithms;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Inbox;

/// <summary>Takes answers of people to queries of any kind, and hands whoever asked the result with the last one.</summary>
internal sealed class AnswerDesk(IEventStore store, PendingQueries pending, RunStreams streams, LabArtifacts artifacts)
{
    /// <summary>Stores an answer.</summary>
    /// <exception cref="InvalidInputException">The query does not ask about this part, or its author has answered it.</exception>
    public async Task<OpenQuery> AnswerAsync(PendingQuery query, IQueryAnswer answer, string author, CancellationToken cancellationToken)
    {
        query.MustAsk(answer.Item);

        // All answers there and no result: whoever gave the last one did not live to write it.
        if (!query.IsComplete)
        {
            if (query.Answers.Answers(query.Call, answer.Item).Any(a => a.Author == author))
            {
                throw new InvalidInputException($"{author} has answered {query.Noun} {answer.Item} of {query.Call} already; each answers a {query.Noun} once.");
            }

            if (!query.IsAnswered(answer.Item))
            {
                await AppendAsync(query, answer.Item, author, answer, cancellationToken);
            }
        }

        return await CompleteAsync(query, author, cancellationToken);
    }

    /// <summary>Stores that somebody leaves a part to others.</summary>
    /// <exception cref="InvalidInputException">The query does not ask about this part, or there is no reason.</exception>
    public async Task<OpenQuery> SkipAsync(PendingQuery query, int item, string reason, string author, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new InvalidInputException($"Say why the {query.Noun} is left to others.");
        }

        query.MustAsk(item);
        await AppendAsync(query, item, author, query.Skipped(item, reason), cancellationToken);
        var now = await FindAsync(query, cancellationToken);
        return (now ?? query).Summary(author);
    }

    /// <summary>Hands the run the result of a query that has all its answers; does nothing where one is missing.</summary>
    public async Task CompleteAsync(RunId run, CallId call, CancellationToken cancellationToken)
    {
        if ((await pending.OfAsync(run, cancellationToken)).FirstOrDefault(q => q.Call == call) is { IsComplete: true } query)
        {
            await WriteAsync(query, cancellationToken);
        }
    }

    /// <summary>Hands those who demanded labels what complete demands of a run came to; does nothing where an answer is missing.</summary>
    /// <returns>How many demands it was.</returns>
    public async Task<int> CompleteDemandsAsync(RunId run, CancellationToken cancellationToken)
    {
        var complete = (await pending.DemandsOfAsync(run, cancellationToken)).Where(q => q.IsComplete).ToList();
        foreach (var query in complete)
        {
            await WriteAsync(query, cancellationToken);
        }

        return complete.Count;
    }

    // Two people who answer the same part at the same moment both count; one who answers twice counts once.
    private async Task AppendAsync(PendingQuery query, int item, string author, object payload, CancellationToken cancellationToken)
    {
        var type = StoredEventAttribute.NameOf(payload.GetType());
        var id = EventId.Deterministic("alignmentlab.answer", query.Run.Value, query.Call.Value, $"{item}", author, type);
        await store.AppendAsync(
            Answers.StreamOf(query.Run), ExpectedVersion.Any, [new NewEvent(id, type, EventJson.Serialize(payload)) { Author = author, Causation = query.Asked.Id }], cancellationToken);
    }

    // Whoever gives the last answer puts the result where it is waited for; a second writer finds it there.
    private async Task<OpenQuery> CompleteAsync(PendingQuery before, string author, CancellationToken cancellationToken)
    {
        if (await FindAsync(before, cancellationToken) is not { } now)
        {
            return before.Summary(author) with { Answered = before.Items.Count, Yours = 0 };
        }

        if (now.IsComplete)
        {
            await WriteAsync(now, cancellationToken);
        }

        return now.Summary(author);
    }

    private async Task WriteAsync(PendingQuery query, CancellationToken cancellationToken)
    {
        var outcome = await query.OutcomeAsync(artifacts, cancellationToken);
        var people = query.Items.SelectMany(i => query.Answers.Answers(query.Call, i).Take(query.AnswersPerItem)).Select(a => a.Author).Distinct(StringComparer.Ordinal);
        var author = string.Join(", ", people);
        if (query.Effect is { } effect)
        {
            await streams.Of(query.Run).AppendAsync(RunStream.Result(query.Run, query.Call, EffectAttribute.Of(effect).Completed, EventJson.Serialize(outcome), author));
            return;
        }

        var id = EventId.Deterministic("alignmentlab.answered", query.Run.Value, query.Call.Value);
        var ended = new NewEvent(id, StoredEventAttribute.NameOf(outcome.GetType()), EventJson.Serialize(outcome)) { Author = author, Call = query.Call, Causation = query.Asked.Id };
        await store.AppendAsync(query.Asked.Stream, ExpectedVersion.Any, [ended], cancellationToken);
    }

    private async Task<PendingQuery?> FindAsync(PendingQuery query, CancellationToken cancellationToken) =>
        (await pending.OfAsync(query.Run, cancellationToken)).FirstOrDefault(q => q.Call == query.Call);
}
