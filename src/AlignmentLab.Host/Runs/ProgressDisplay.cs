using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Runs;

/// <summary>Shows how far runs are, while work goes on.</summary>
internal abstract class ProgressDisplay(RunMonitor monitor, TimeProvider time, TimeSpan pause)
{
    /// <summary>A display that redraws itself on a terminal, and one of sparse lines elsewhere.</summary>
    public static ProgressDisplay For(Output output, RunMonitor monitor, TimeProvider time) => output.Streams.MessagesAreShown
        ? new LiveProgressDisplay(output, monitor, time)
        : new PlainProgressDisplay(output, monitor, time);

    /// <summary>Shows until the work has ended, whichever way.</summary>
    public abstract Task<T> WhileAsync<T>(Func<Task<T>> work);

    /// <summary>Shows the standing again and again until the work has ended.</summary>
    protected async Task<T> RepeatAsync<T>(Func<Task<T>> work, Action<SetStanding> show)
    {
        var task = work();
        using var timer = new PeriodicTimer(pause, time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(task, tick) != task)
        {
            show(monitor.Standing());
            tick = timer.WaitForNextTickAsync().AsTask();
        }

        return await task;
    }
}
