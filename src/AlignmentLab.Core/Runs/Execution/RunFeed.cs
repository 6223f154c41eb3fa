using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>
/// Follows a run's stream into its history, whoever appends: this process, or a worker on another machine. What a live
/// algorithm gets back has been through the log, exactly as when it is replayed.
/// </summary>
internal sealed class RunFeed(RunId run, IEventSubscriber store, RunHistory history, Func<RecordedEvent, CancellationToken, ValueTask> watch) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<CallId, TaskCompletionSource<CallRecord>> _awaitedResults = [];
    private readonly PriorityQueue<TaskCompletionSource, long> _awaitedVersions = new();
    private readonly Lock _gate = new();
    private Task _following = Task.CompletedTask;
    private Exception? _failure;

    public void Start() => _following = Task.Run(FollowAsync);

    /// <summary>Completes once the history holds a version.</summary>
    public Task ReachedAsync(long version)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                return Task.FromException(_failure);
            }

            if (history.Version >= version)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaitedVersions.Enqueue(reached, version);
            return reached.Task;
        }
    }

    /// <summary>Completes once the history holds the result of a call.</summary>
    public Task<CallRecord> ResultAsync(CallId call)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                return Task.FromException<CallRecord>(_failure);
            }

            if (history.Find(call) is { Result: not null } record)
            {
                return Task.FromResult(record);
            }

            if (!_awaitedResults.TryGetValue(call, out var awaited))
            {
                awaited = new TaskCompletionSource<CallRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaitedResults.Add(call, awaited);
            }

            return awaited.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var e in store.SubscribeStreamAsync(run.Stream, -1, _stop.Token))
            {
                Take(e);
                await watch(e, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Fail(new OperationCanceledException("The run was laid down."));
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private void Take(RecordedEvent e)
    {
        TaskCompletionSource<CallRecord>? awaited = null;
        CallRecord record = default;
        List<TaskCompletionSource> reached = [];
        lock (_gate)
        {
            history.Add(e);
            if (e.Call is { } call && history.Find(call) is { Result: not null } found)
            {
                record = found;
                _awaitedResults.Remove(call, out awaited);
            }

            while (_awaitedVersions.TryPeek(out var next, out var version) && version <= e.Version)
            {
                _awaitedVersions.Dequeue();
                reached.Add(next);
            }
        }

        awaited?.TrySetResult(record);
        reached.ForEach(r => r.TrySetResult());
    }

    private void Fail(Exception error)
    {
        lock (_gate)
        {
            _failure = error;
            foreach (var awaited in _awaitedResults.Values)
            {
                awaited.TrySetException(error);
            }

            while (_awaitedVersions.TryDequeue(out var reached, out _))
            {
                reached.TrySetException(error);
            }
        }
    }
}
