namespace AlignmentLab.Embedded.EventLog;

/// <summary>Tells subscribers that the log may have grown.</summary>
internal sealed class ChangeSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>
    /// Ends at the next change. Taken before a read that finds nothing, it cannot miss what is appended after that read.
    /// </summary>
    public Task Next => _next.Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
