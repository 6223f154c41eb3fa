using System.Text.Json;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// Reads a log of a million events from its start and folds a number out of each one's JSON: events a second, and what
/// the managed heap held at most on the way.
/// </summary>
internal sealed class ReadBench : IBench
{
    private const int Batch = 1000;
    private const int SampleEvery = 20_000;

    /// <inheritdoc />
    public string Name => "read";

    /// <inheritdoc />
    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var batches = context.Scaled(1000);
        using var store = SqliteEventStore.Open(
            Path.Combine(context.Directory, "read.db"), new SqliteEventStoreOptions { Synchronous = SqliteSynchronous.Normal }, TimeProvider.System);
        for (var i = 0; i < batches; i++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await store.AppendAsync(new StreamId($"run-{i % 8}"), ExpectedVersion.Any, SampleEvents.Make(i * Batch, Batch, context.Time));
        }

        await FoldAsync(context, store, maxCount: 50_000);
        GC.Collect();
        var (rate, heapMiB) = await FoldAsync(context, store, long.MaxValue);
        return
        [
            BenchRow.Alone("read.fold", "events/s", rate),
            BenchRow.Alone("read.peak-managed-heap", "MiB", heapMiB),
            BenchRow.Alone("read.peak-working-set", "MiB", Environment.WorkingSet / 1048576.0),
        ];
    }

    private static async Task<(double Rate, double HeapMiB)> FoldAsync(BenchContext context, SqliteEventStore store, long maxCount)
    {
        var started = context.Time.GetTimestamp();
        var (sum, count, heap) = (0.0, 0L, 0L);
        await foreach (var e in store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All, maxCount, context.CancellationToken))
        {
            sum += Reward(e.Data.Span);
            if (++count % SampleEvery == 0)
            {
                heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false));
            }
        }

        var rate = count / context.Time.GetElapsedTime(started).TotalSeconds;
        return double.IsNaN(sum) ? (double.NaN, 0) : (rate, heap / 1048576.0);
    }

    private static double Reward(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("reward"u8))
            {
                reader.Read();
                return reader.GetDouble();
            }
        }

        throw new Errors.WorkFailedException("An event of the bench has no reward.");
    }
}
