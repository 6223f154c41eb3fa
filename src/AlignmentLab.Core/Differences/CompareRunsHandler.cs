using AlignmentLab.Algorithms;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Differences;

internal sealed class CompareRunsHandler(IEventStore store, RunReader runs, RunSummaries summaries, RecordedQueries queries, IPluginCatalog catalog, IMediator mediator)
    : IRequestHandler<CompareRuns, RunComparison>
{
    public async Task<RunComparison> Handle(CompareRuns request, CancellationToken cancellationToken)
    {
        var left = await ReadAsync(request.Left, cancellationToken);
        var right = await ReadAsync(request.Right, cancellationToken);
        var partings = new RunPartings(new EventPayloads(store, request.Left.Stream, catalog.Upcasters), new EventPayloads(store, request.Right.Stream, catalog.Upcasters));
        var (shared, parting) = await partings.FindAsync(left.History, right.History);
        return new RunComparison(
            left.Compared,
            right.Compared,
            DefinitionDifferences.Between(left.Compared.Submitted, right.Compared.Submitted),
            shared,
            parting,
            Metrics(left.Metrics, right.Metrics),
            Without(left.Incidents, right.Incidents),
            Without(right.Incidents, left.Incidents));
    }

    private async Task<Side> ReadAsync(RunId run, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(run, cancellationToken);
        var result = await summaries.ResultAsync(run, AsOf.Now, cancellationToken);
        var history = new RunHistory();
        var asked = 0L;
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, result.Events, cancellationToken))
        {
            history.Add(e);
            // What the run itself says counts before what the effects installed here can tell.
            asked = RunEnding.Of(e.Type) == RunStatus.Completed ? catalog.Upcasters.Read<RunCompleted>(e).ExpertQueries : asked + queries.Of(e);
        }

        var incidents = await mediator.Send(new ListIncidents(run), cancellationToken);
        var compared = new ComparedRun(
            run, result.Status, submitted, result.Digest, asked, history.Count, await SessionLog.SpentAsync(store, run), incidents.Count);
        return new Side(compared, history, result.Metrics, [.. incidents.Select(i => i.Title)]);
    }

    private static List<ComparedMetric> Metrics(IReadOnlyDictionary<string, double> left, IReadOnlyDictionary<string, double> right) =>
        [.. left.Keys.Union(right.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new ComparedMetric(name, Value(left, name), Value(right, name)))];

    private static double? Value(IReadOnlyDictionary<string, double> metrics, string name) => metrics.TryGetValue(name, out var value) ? value : null;

    // As often as a title comes on one side, so often may it come on the other.
    private static List<string> Without(IReadOnlyList<string> titles, IReadOnlyList<string> others)
    {
        var left = titles.ToList();
        foreach (var other in others)
        {
            left.Remove(other);
        }

        return left;
    }

    private sealed record Side(ComparedRun Compared, RunHistory History, IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<string> Incidents);
}
