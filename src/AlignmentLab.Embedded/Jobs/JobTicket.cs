using System.Diagnostics.CodeAnalysis;
using AlignmentLab.Engines;

namespace AlignmentLab.Embedded.Jobs;

/// <summary>One job's way through the queue, and the end that those who wait for it see. The queue's lock guards it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer and without link holds nothing to give back, and may be cancelled at any time.")]
internal sealed class JobTicket
{
    private readonly TaskCompletionSource<JobOutcome> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The job, or null as long as somebody only waits for it.</summary>
    public Job? Job { get; private set; }

    public bool IsRunning { get; private set; }

    public Task<JobOutcome> End => _end.Task;

    /// <summary>Cancelled when the job is to stop.</summary>
    public CancellationToken Stopping => _stop.Token;

    public void Enqueue(Job job) => Job = job;

    /// <returns>False when the job has ended while it waited.</returns>
    public bool TryStart() => IsRunning = !_end.Task.IsCompleted;

    public Task StopAsync() => _stop.CancelAsync();

    public void EndWith(JobOutcome outcome) => _end.TrySetResult(outcome);

    public void EndWith(Exception error)
    {
        _end.TrySetException(error);

        // Nobody may be waiting, and then nobody need be told.
        _ = _end.Task.Exception;
    }
}
