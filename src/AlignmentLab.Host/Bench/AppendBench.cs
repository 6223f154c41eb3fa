using AlignmentLab.Embedded;
using AlignmentLab.Events;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// Durable appends a second: in batches beside bare SQLite inserts of the same rows, and one by one from many callers,
/// into one stream and into one each, beside batches by one. Both sides take turns, round by round, and the best round of each is given: whatever else the
/// machine does only slows a round down.
/// </summary>
internal sealed class AppendBench : IBench
{
    private const int Rounds = 7;
    private const int Callers = 32;

    /// <inheritdoc />
    public string Name => "append";

    /// <inheritdoc />
    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = new List<BenchRow>();
        foreach (var batch in (int[])[32, 100, 1000])
        {
            rows.Add(await BatchesAsync(context, batch));
        }

        rows.Add(await CallersAsync(context, streams: 1));
        rows.Add(await CallersAsync(context, streams: Callers));
        return rows;
    }

    private static async Task<BenchRow> BatchesAsync(BenchContext context, int batch)
    {
        using var store = Open(context, $"batch-{batch}.db");
        using var baseline = new RawSqliteLog(Path.Combine(context.Directory, $"batch-{batch}-raw.db"));
        var count = context.Scaled(20_000 / batch) * batch;
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var events = SampleEvents.Make(round * count, count, context.Time);
            bare.Add(Rate(context, count, () => AppendBare(baseline, events, batch)));
            ours.Add(await RateAsync(context, count, () => AppendBatchesAsync(store, new StreamId("run-bench"), events, batch)));
        }

        return BenchRow.Beside($"append.batch-{batch}", "events/s", ours.Max(), bare.Max());
    }

    private static async Task<BenchRow> CallersAsync(BenchContext context, int streams)
    {
        using var store = Open(context, $"callers-{streams}.db");
        var count = context.Scaled(400) * Callers;
        var (many, one) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var events = SampleEvents.Make(round * count, count, context.Time);
            one.Add(await RateAsync(context, count, () => AppendBatchesAsync(store, new StreamId("run-one"), events, Callers)));
            var own = Dealt(events);
            many.Add(await RateAsync(context, count, () => Task.WhenAll(own.Select((mine, caller) => AppendSinglesAsync(store, new StreamId($"run-{caller % streams}"), mine)))));
        }

        return BenchRow.Beside($"append.{Callers}-callers, {streams} stream{(streams == 1 ? "" : "s")}", "events/s", many.Max(), one.Max());
    }

    // Dealt in turn, the events of all callers have ids of about the same time while they are appended, as those have that
    // callers make when they append. Cut in pieces, the ids of each caller would be from another time.
    private static NewEvent[][] Dealt(NewEvent[] events) =>
        [.. Enumerable.Range(0, Callers).Select(caller => events.Where((_, i) => i % Callers == caller).ToArray())];

    private static SqliteEventStore Open(BenchContext context, string file) =>
        SqliteEventStore.Open(Path.Combine(context.Directory, file), new SqliteEventStoreOptions(), TimeProvider.System);

    private static void AppendBare(RawSqliteLog log, NewEvent[] events, int batch)
    {
        for (var i = 0; i < events.Length; i += batch)
        {
            log.Append(events.AsSpan(i, batch), i);
        }
    }

    private static async Task AppendBatchesAsync(SqliteEventStore store, StreamId stream, NewEvent[] events, int batch)
    {
        for (var i = 0; i < events.Length; i += batch)
        {
            await store.AppendAsync(stream, ExpectedVersion.Any, new ArraySegment<NewEvent>(events, i, batch));
        }
    }

    private static async Task AppendSinglesAsync(SqliteEventStore store, StreamId stream, NewEvent[] events)
    {
        foreach (var e in events)
        {
            await store.AppendAsync(stream, ExpectedVersion.Any, [e]);
        }
    }

    private static double Rate(BenchContext context, int count, Action work)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var started = context.Time.GetTimestamp();
        work();
        return count / context.Time.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> RateAsync(BenchContext context, int count, Func<Task> work)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var started = context.Time.GetTimestamp();
        await work();
        return count / context.Time.GetElapsedTime(started).TotalSeconds;
    }
}
