using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>Stops a run when anybody, in any process, asks for it on the run's operations stream.</summary>
internal sealed class CancellationWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task _watching = Task.CompletedTask;

    public static CancellationWatch Start(IEventSubscriber store, RunId run, RunStop stop)
    {
        var watch = new CancellationWatch();
        watch._watching = Task.Run(() => WatchAsync(store, run, stop, watch._end.Token));
        return watch;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private static async Task WatchAsync(IEventSubscriber store, RunId run, RunStop stop, CancellationToken end)
    {
        try
        {
            await foreach (var e in store.SubscribeStreamAsync(run.OperationsStream, -1, end))
            {
                if (e.Type == StoredEventAttribute.NameOf(typeof(CancelRequested)))
                {
                    stop.Cancel(EventJson.Deserialize<CancelRequested>(e.Data.Span).Reason);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }
}
