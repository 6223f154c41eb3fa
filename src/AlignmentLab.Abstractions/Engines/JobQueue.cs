using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Engines;

/// <summary>Names a job: one effect of one run. Enqueueing it again while it waits or runs changes nothing.</summary>
public readonly record struct JobId(RunId Run, CallId Call)
{
    public override string ToString() => $"{Run}:{Call}";
}

/// <summary>A piece of work, by reference: the payload is the request event in the run's stream.</summary>
/// <param name="Queue"><c>cpu</c> or <c>gpu</c>.</param>
/// <param name="Handler">The effect's name.</param>
/// <param name="Plugin">The plugin whose handler it is.</param>
/// <param name="RequestVersion">Version of the request event in the run's stream.</param>
/// <param name="MaxAttempts">Attempts in all, 1 or more.</param>
/// <param name="Silence">How long it may show no sign of life before the attempt is given up.</param>
public sealed record Job(JobId Id, string Queue, string Handler, string Plugin, long RequestVersion, int MaxAttempts, TimeSpan Silence);

/// <summary>How a job ended. The work's own result is in the run's stream, not here.</summary>
public enum JobOutcome
{
    /// <summary>A result is recorded.</summary>
    Succeeded,

    /// <summary>Every attempt failed, and the failure is recorded.</summary>
    Failed,

    /// <summary>Cancelled before it ended; nothing is recorded in the run's stream.</summary>
    Cancelled,
}

/// <summary>
/// The job queue port. A job runs at least once: it may run again after a crash or a lost worker, and its result is
/// appended once all the same, since the append is fenced by the stream's version and the call id.
/// </summary>
public interface IJobQueue
{
    /// <summary>Takes the job on; it is picked up by a worker of its queue when a slot is free.</summary>
    /// <exception cref="Errors.InvalidInputException">There is no such queue.</exception>
    ValueTask EnqueueAsync(Job job, CancellationToken cancellationToken = default);

    /// <summary>Completes when the job has ended. A job that is not known is waited for.</summary>
    /// <exception cref="Errors.EnvironmentFailureException">
    /// The surroundings failed at every attempt (a full disk, a server out of reach): that says nothing about the job, so
    /// nothing is recorded and the run can go on later.
    /// </exception>
    Task<JobOutcome> WaitAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>Stops a waiting or running job.</summary>
    /// <returns>Whether there was one to stop.</returns>
    ValueTask<bool> CancelAsync(JobId job, CancellationToken cancellationToken = default);
}

/// <summary>Carries a job out; the host implements it and every queue calls it.</summary>
public interface IJobExecutor
{
    /// <summary>Works the job out and records its result.</summary>
    /// <param name="attempt">From 1.</param>
    /// <param name="heartbeat">To be called while the work goes on; a queue that hears nothing takes the worker for dead.</param>
    /// <exception cref="Exception">This attempt failed; the queue tries again after a pause.</exception>
    Task ExecuteAsync(Job job, int attempt, IProgress<double> heartbeat, CancellationToken cancellationToken);

    /// <summary>Records that the job failed for good.</summary>
    Task FailAsync(Job job, int attempts, Exception error, CancellationToken cancellationToken);
}

/// <summary>When a failed job is tried again, and how many run at once.</summary>
public sealed record JobQueueOptions
{
    /// <summary>Pause before the second attempt; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Jobs of each queue that run at once; a queue that is not named does not exist.</summary>
    public IReadOnlyDictionary<string, int> Slots { get; init; } =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["cpu"] = Environment.ProcessorCount, ["gpu"] = 1 };
}
