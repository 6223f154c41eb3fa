using System.Collections.Concurrent;
using System.Threading.Channels;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Embedded.Jobs;

/// <summary>
/// A job queue in this process. It keeps no file of its own: a job is a request event without a result, so after a crash the
/// run's history says which jobs are still to be done and the run enqueues them again. Every attempt is recorded on the run's
/// operations stream.
/// </summary>
public sealed class InProcessJobQueue : IJobQueue, IAsyncDisposable
{
    private readonly IJobExecutor _executor;
    private readonly IEventWriter _store;
    private readonly JobQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Channel<Entry>> _queues;
    private readonly ConcurrentDictionary<JobId, Entry> _live = new();
    private readonly ConcurrentDictionary<JobId, TaskCompletionSource<JobOutcome>> _ends = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _workers = [];

    public InProcessJobQueue(IJobExecutor executor, IEventWriter store, JobQueueOptions options, TimeProvider time)
    {
        (_executor, _store, _options, _time) = (executor, store, options, time);
        _queues = options.Slots.ToDictionary(s => s.Key, _ => Channel.CreateUnbounded<Entry>(), StringComparer.Ordinal);
        foreach (var (queue, slots) in options.Slots)
        {
            _workers.AddRange(Enumerable.Range(0, slots).Select(_ => Task.Run(() => WorkAsync(_queues[queue].Reader))));
        }
    }

    public async ValueTask EnqueueAsync(Job job, CancellationToken cancellationToken = default)
    {
        if (!_queues.TryGetValue(job.Queue, out var queue))
        {
            throw new InvalidInputException($"There is no queue '{job.Queue}' for {job.Id}. There are: {string.Join(", ", _queues.Keys)}.");
        }

        var entry = new Entry(job, CancellationTokenSource.CreateLinkedTokenSource(_stop.Token));
        if (_live.TryAdd(job.Id, entry))
        {
            // A job that has ended before may be asked for again; who waits from now on waits for the new end.
            _ends.AddOrUpdate(job.Id, _ => New(), (_, old) => old.Task.IsCompleted ? New() : old);
            await queue.Writer.WriteAsync(entry, cancellationToken);
        }
    }

    public Task<JobOutcome> WaitAsync(JobId job, CancellationToken cancellationToken = default) =>
        _ends.GetOrAdd(job, _ => New()).Task.WaitAsync(cancellationToken);

    public async ValueTask<bool> CancelAsync(JobId job, CancellationToken cancellationToken = default)
    {
        if (!_live.TryGetValue(job, out var entry))
        {
            return false;
        }

        await entry.Stop.CancelAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Writer.TryComplete();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_workers);
        _stop.Dispose();
    }

    private async Task WorkAsync(ChannelReader<Entry> queue)
    {
        await foreach (var entry in queue.ReadAllAsync())
        {
            var end = _ends.GetOrAdd(entry.Job.Id, _ => New());
            try
            {
                var outcome = await CarryOutAsync(entry);
                _live.TryRemove(entry.Job.Id, out _);
                end.TrySetResult(outcome);
            }
            catch (Exception error)
            {
                _live.TryRemove(entry.Job.Id, out _);
                end.TrySetException(error);
            }
            finally
            {
                _ends.TryRemove(new KeyValuePair<JobId, TaskCompletionSource<JobOutcome>>(entry.Job.Id, end));
                entry.Stop.Dispose();
            }
        }
    }

    private async Task<JobOutcome> CarryOutAsync(Entry entry)
    {
        var pause = _options.FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var started = _time.GetTimestamp();
            var error = await AttemptAsync(entry, attempt);
            if (entry.Stop.IsCancellationRequested)
            {
                return JobOutcome.Cancelled;
            }

            await RecordAsync(entry.Job, attempt, _time.GetElapsedTime(started), error);
            if (error is null)
            {
                return JobOutcome.Succeeded;
            }

            if (attempt >= entry.Job.MaxAttempts)
            {
                if (error is EnvironmentFailureException)
                {
                    throw error;
                }

                await _executor.FailAsync(entry.Job, attempt, error, entry.Stop.Token);
                return JobOutcome.Failed;
            }

            await Task.Delay(pause, _time, entry.Stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The work runs on a thread of its own, so that one that never returns costs a thread and not the queue's slot.
    private async Task<Exception?> AttemptAsync(Entry entry, int attempt)
    {
        using var attemptStop = CancellationTokenSource.CreateLinkedTokenSource(entry.Stop.Token);
        var life = new SignsOfLife(_time);
        var work = Task.Run(() => _executor.ExecuteAsync(entry.Job, attempt, life, attemptStop.Token), CancellationToken.None);
        while (true)
        {
            var left = entry.Job.Silence - life.Silence;
            if (left <= TimeSpan.Zero)
            {
                await attemptStop.CancelAsync();
                return new TimeoutException($"no sign of life for {entry.Job.Silence:c}; it was given up. Raise jobs.silence if it needs longer.");
            }

            try
            {
                await work.WaitAsync(left, _time, entry.Stop.Token);
                return null;
            }
            catch (TimeoutException) when (!work.IsCompleted)
            {
            }
            catch (Exception error)
            {
                return error;
            }
        }
    }

    private async Task RecordAsync(Job job, int attempt, TimeSpan took, Exception? error)
    {
        var attempted = new JobAttempted(job.Id.Call, job.Queue, job.Handler, attempt, took.TotalSeconds, error is null ? null : $"{error.GetType().Name}: {error.Message}");
        try
        {
            await _store.AppendAsync(
                job.Id.Run.OperationsStream,
                ExpectedVersion.Any,
                [new NewEvent(EventId.New(_time), StoredEventAttribute.NameOf(typeof(JobAttempted)), EventJson.Serialize(attempted)) { Call = job.Id.Call }],
                CancellationToken.None);
        }
        catch (EnvironmentFailureException) when (error is not null)
        {
            // The disk that made the attempt fail cannot take the record of it either; the failure itself is what counts.
        }
    }

    private static TaskCompletionSource<JobOutcome> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Entry(Job Job, CancellationTokenSource Stop);

    private sealed class SignsOfLife(TimeProvider time) : IProgress<double>
    {
        private long _last = time.GetTimestamp();

        public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _last));

        public void Report(double value) => Volatile.Write(ref _last, time.GetTimestamp());
    }
}

/// <summary>On the operations stream: an attempt at a job has ended.</summary>
/// <param name="Seconds">Wall-clock time that it took.</param>
/// <param name="Error">Why it failed, or null when it succeeded.</param>
[StoredEvent("job-attempted.v1")]
public sealed record JobAttempted(CallId Call, string Queue, string Handler, int Attempt, double Seconds, string? Error);
