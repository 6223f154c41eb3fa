using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>Stops a run when anybody, in any process, asks on the run's operations stream for it to be cancelled or paused.</summary>
internal sealed class StopRequests : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task _watching = Task.CompletedTask;

    /// <param name="since">Version of the operations stream up to which pauses are dealt with. A cancellation counts whenever it came.</param>
    public static StopRequests Watch(IEventSubscriber store, RunId run, long since, RunStop stop)
    {
        var watch = new StopRequests();
        watch._watching = Task.Run(() => WatchAsync(store, run, since, stop, watch._end.Token));
        return watch;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private static async Task WatchAsync(IEventSubscriber store, RunId run, long since, RunStop stop, CancellationToken end)
    {
        try
        {
            await foreach (var e in store.SubscribeStreamAsync(run.OperationsStream, -1, end))
            {
                if (e.Type == StoredEventAttribute.NameOf(typeof(CancelRequested)))
                {
                    stop.Cancel(EventJson.Deserialize<CancelRequested>(e.Data.Span).Reason);
                }
                else if (e.Version > since && e.Type == StoredEventAttribute.NameOf(typeof(PauseRequested)))
                {
                    stop.Pause(new PauseNote(e.Author, EventJson.Deserialize<PauseRequested>(e.Data.Span).Reason));
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }
}
