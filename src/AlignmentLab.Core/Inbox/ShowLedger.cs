using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Inbox;

/// <summary>What a run may ask, has asked and was answered, and what the answers of people took.</summary>
public sealed record ShowLedger(RunId Run) : IRequest<QueryLedger>;

/// <param name="Limit">Expert queries that the spec allows; null: any number.</param>
/// <param name="Asked">Expert queries asked for: states, pairs and questions, whoever answers them.</param>
/// <param name="Answered">Of these, those that have all their answers.</param>
/// <param name="Seconds">Time that people's answers took, where it is known.</param>
/// <param name="MedianSeconds">Of one answer; null where no time is known.</param>
/// <param name="People">By name.</param>
public sealed record QueryLedger(long? Limit, long Asked, long Answered, double Seconds, double? MedianSeconds, IReadOnlyList<AnnotatorLedger> People);

/// <param name="Answers">States, pairs and questions answered.</param>
/// <param name="Skips">States, pairs and questions left to others.</param>
/// <param name="MedianSeconds">Of one answer; null where no time is known.</param>
public sealed record AnnotatorLedger(string Name, int Answers, int Skips, double? MedianSeconds);

internal sealed class ShowLedgerHandler(IEventReader store, RunReader runs, RecordedQueries queries, PendingQueries pending) : IRequestHandler<ShowLedger, QueryLedger>
{
    public async Task<QueryLedger> Handle(ShowLedger request, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(request.Run, cancellationToken);
        var open = new Dictionary<CallId, long>();
        var (asked, answered) = (0L, 0L);
        await foreach (var e in store.ReadStreamAsync(request.Run.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (e.Call is not { } call)
            {
                continue;
            }

            if (open.Remove(call, out var resolved))
            {
                answered += resolved;
            }
            else if (queries.Of(e) is > 0 and var count)
            {
                asked += count;
                open.Add(call, count);
            }
        }

        var waiting = await pending.OfAsync(request.Run, cancellationToken);
        var said = await QueryFold.OfAsync(store, Answers.StreamOf(request.Run), cancellationToken);
        var seconds = said.AllAnswers.Select(a => a.Answer.Seconds).OfType<double>().ToList();
        return new QueryLedger(
            submitted.Budgets.ExpertQueries, asked, answered + waiting.Where(q => q.Incident is null).Sum(q => q.Items.Count(q.IsAnswered)), seconds.Sum(), Median(seconds), People(said));
    }

    private static IReadOnlyList<AnnotatorLedger> People(QueryFold said)
    {
        var answers = said.AllAnswers.ToLookup(a => a.Author, StringComparer.Ordinal);
        var skips = said.AllSkips.ToLookup(s => s.Author, StringComparer.Ordinal);
        return [.. answers.Select(a => a.Key).Union(skips.Select(s => s.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new AnnotatorLedger(name, answers[name].Count(), skips[name].Count(), Median([.. answers[name].Select(a => a.Answer.Seconds).OfType<double>()])))];
    }

    private static double? Median(List<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
