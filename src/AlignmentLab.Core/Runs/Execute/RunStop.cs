using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.Pause;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>The reasons for which a run is stopped from outside, and what each puts on the log.</summary>
internal sealed class RunStop : IDisposable
{
    private static readonly TimeSpan SilenceCheck = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop;
    private readonly TimeProvider _time;
    private readonly ITimer? _wallClock;
    private object? _ending;
    private PauseNote? _pause;

    /// <param name="spent">Wall-clock time of earlier sessions.</param>
    /// <param name="interrupted">The process is to end; the run is not.</param>
    public RunStop(RunSubmitted submitted, TimeSpan spent, TimeProvider time, CancellationToken interrupted)
    {
        _time = time;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        if (submitted.Budgets.WallClock is { } limit)
        {
            var left = limit - spent;
            _wallClock = time.CreateTimer(
                _ => Stop(new RunFailed($"The budget 'wallClock' of {limit:c} is spent. Raise budgets.wallClock in the spec.")),
                null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Who asked for the run to be laid down; null where nobody did.</summary>
    public PauseNote? PausedBy => Volatile.Read(ref _pause);

    /// <summary>The event that ends the run.</summary>
    /// <exception cref="OperationCanceledException">The process was interrupted or the run paused; it can go on later.</exception>
    public object Ending() => Volatile.Read(ref _ending) ?? throw new OperationCanceledException("interrupted", _stop.Token);

    public void Cancel(string reason) => Stop(new RunCancelled(reason));

    public void Pause(PauseNote pause)
    {
        if (Interlocked.CompareExchange(ref _pause, pause, null) is null)
        {
            Signal();
        }
    }

    /// <summary>Gives the algorithm up when it computes for too long without asking for anything.</summary>
    public IDisposable WatchSilence(ActivityClock activity, TimeSpan limit) => _time.CreateTimer(
        _ =>
        {
            if (activity.Silence > limit)
            {
                Stop(new RunFailed($"The algorithm has asked for nothing for {limit:c} and did not return; it was given up. Raise jobs.silence if it needs longer."));
            }
        },
        null, SilenceCheck, SilenceCheck);

    public void Dispose()
    {
        _wallClock?.Dispose();
        _stop.Dispose();
    }

    private void Stop(object ending)
    {
        if (Interlocked.CompareExchange(ref _ending, ending, null) is null)
        {
            Signal();
        }
    }

    private void Signal()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended by itself in the meantime.
        }
    }
}
