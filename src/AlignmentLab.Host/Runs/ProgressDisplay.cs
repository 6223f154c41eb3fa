using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Runs;

/// <summary>Shows how far runs are, while work goes on.</summary>
internal abstract class ProgressDisplay(RunMonitor monitor, TimeProvider time, TimeSpan pause)
{
    /// <summary>A display that redraws itself on a terminal, and one of sparse lines elsewhere.</summary>
    public static ProgressDisplay For(Output output, RunMonitor monitor, TimeProvider time) => output.Streams.MessagesAreShown
        ? new LiveProgressDisplay(output, monitor, time)
        : new PlainProgressDisplay(output, monitor, time);

    /// <summary>Shows until the work has ended, whichever way, or is to lay itself down.</summary>
    /// <param name="interrupted">Ends the showing at once; the work is waited for all the same.</param>
    public async Task<T> WhileAsync<T>(Func<Task<T>> work, CancellationToken interrupted)
    {
        var task = work();
        await ShowAsync(task, interrupted);
        return await task;
    }

    /// <summary>Shows until the work has ended or was interrupted.</summary>
    protected abstract Task ShowAsync(Task work, CancellationToken interrupted);

    /// <summary>Shows the standing again and again until the work has ended or was interrupted.</summary>
    protected async Task RepeatAsync(Task work, Action<SetStanding> show, CancellationToken interrupted)
    {
        using var timer = new PeriodicTimer(pause, time);
        var end = work.WaitAsync(interrupted).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        while (await Task.WhenAny(end, tick) != end)
        {
            show(monitor.Standing());
            tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        }
    }
}
