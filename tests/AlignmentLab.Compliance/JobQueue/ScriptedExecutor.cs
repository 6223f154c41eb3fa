using System.Collections.Concurrent;
using AlignmentLab.Engines;

namespace AlignmentLab.Compliance;

/// <summary>An executor whose work a test writes, and which keeps what the queue asked of it.</summary>
public sealed class ScriptedExecutor(Func<ScriptedExecutor.Attempt, Task> work) : IJobExecutor
{
    /// <summary>Every attempt that has begun.</summary>
    public ConcurrentQueue<Attempt> Attempts { get; } = new();

    /// <summary>Every job that was given up, with its number of attempts and its last error.</summary>
    public ConcurrentQueue<(Job Job, int Attempts, Exception Error)> Failures { get; } = new();

    public Task ExecuteAsync(Job job, int attempt, IProgress<double> heartbeat, CancellationToken cancellationToken)
    {
        var begun = new Attempt(job, attempt, heartbeat, cancellationToken);
        Attempts.Enqueue(begun);
        return work(begun);
    }

    public Task FailAsync(Job job, int attempts, Exception error, CancellationToken cancellationToken)
    {
        Failures.Enqueue((job, attempts, error));
        return Task.CompletedTask;
    }

    /// <summary>One attempt, as the queue began it.</summary>
    /// <param name="Number">From 1.</param>
    public sealed record Attempt(Job Job, int Number, IProgress<double> Heartbeat, CancellationToken Stopping);
}
