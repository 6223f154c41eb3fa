using AlignmentLab.Algorithms;
using System.Runtime.ExceptionServices;
using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Embedded.Jobs;

/// <summary>Carries one job out: attempt by attempt, with pauses that double, and a record of each on the operations stream.</summary>
internal sealed class JobAttempts(IJobExecutor executor, IEventWriter store, JobQueueOptions options, TimeProvider time)
{
    /// <summary>How long a stopped attempt may take to put its work down.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <exception cref="EnvironmentFailureException">The surroundings failed at every attempt, or the end could not be recorded.</exception>
    public async Task<JobOutcome> CarryOutAsync(Job job, CancellationToken stopping)
    {
        var pause = options.FirstPause;
        for (var attempt = 1; !stopping.IsCancellationRequested; attempt++, pause *= 2)
        {
            var started = time.GetTimestamp();
            var error = await AttemptAsync(job, attempt, stopping);
            if (error is not null && stopping.IsCancellationRequested)
            {
                break;
            }

            await RecordAsync(job, attempt, time.GetElapsedTime(started), error);
            if (error is null)
            {
                return JobOutcome.Succeeded;
            }

            if (attempt >= job.MaxAttempts)
            {
                if (error is EnvironmentFailureException)
                {
                    ExceptionDispatchInfo.Throw(error);
                }

                await executor.FailAsync(job, attempt, error, stopping);
                return JobOutcome.Failed;
            }

            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return JobOutcome.Cancelled;
    }

    // The work runs on a thread of its own, so that one that never returns costs a thread and not the queue's slot.
    private async Task<Exception?> AttemptAsync(Job job, int attempt, CancellationToken stopping)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var life = new SignsOfLife(time);
        var work = Task.Run(() => executor.ExecuteAsync(job, attempt, life, stop.Token), CancellationToken.None);
        _ = work.ContinueWith(_ => stop.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!work.IsCompleted)
        {
            var left = job.Silence - life.Silence;
            if (left <= TimeSpan.Zero)
            {
                await stop.CancelAsync();
                return new TimeoutException($"no sign of life for {job.Silence:c}; it was given up. Raise jobs.silence if it needs longer.");
            }

            await work.WaitAsync(left, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                await work.WaitAsync(Grace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            }
        }

        return work switch
        {
            { IsCompletedSuccessfully: true } => null,
            { Exception.InnerException: { } error } => error,
            _ => new OperationCanceledException("the attempt was cancelled"),
        };
    }

    private async Task RecordAsync(Job job, int attempt, TimeSpan took, Exception? error)
    {
        var attempted = new JobAttempted(job.Id.Call, job.Queue, job.Handler, attempt, took.TotalSeconds, error is null ? null : $"{error.GetType().Name}: {error.Message}");
        try
        {
            await store.AppendOperationAsync(job.Id.Run, attempted, time, job.Id.Call, cancellationToken: CancellationToken.None);
        }
        catch (EnvironmentFailureException) when (error is not null)
        {
            // The disk that made the attempt fail cannot take the record of it either; the failure itself is what counts.
        }
    }

    private sealed class SignsOfLife(TimeProvider time) : IProgress<double>
    {
        private long _last = time.GetTimestamp();

        public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _last));

        public void Report(double value) => Volatile.Write(ref _last, time.GetTimestamp());
    }
}
