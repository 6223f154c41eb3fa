namespace AlignmentLab.Dashboard.Rollouts;

/// <summary>Moves something on at a pace. Where moving takes longer than the pace allows, it moves further at once instead of falling behind.</summary>
public sealed class Playback(TimeProvider time) : IAsyncDisposable
{
    /// <summary>How often the eye gets something new, at most.</summary>
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(50);

    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    public bool IsPlaying { get; private set; }

    /// <summary>Steps a second, above 0. A change holds from the next frame on.</summary>
    public double Pace { get; set; } = 10;

    /// <summary>Begins to move on.</summary>
    /// <param name="advance">Moves by so many steps, 1 or more; false: there is nowhere further to go.</param>
    public void Start(Func<int, Task<bool>> advance)
    {
        if (!IsPlaying)
        {
            (IsPlaying, _stop) = (true, new CancellationTokenSource());
            _running = RunAsync(advance, _stop.Token);
        }
    }

    public void Stop()
    {
        IsPlaying = false;
        _stop?.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _running;
        _stop?.Dispose();
    }

    private async Task RunAsync(Func<int, Task<bool>> advance, CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(Frame, time);
        var (last, due) = (time.GetTimestamp(), 0.0);
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
            {
                var now = time.GetTimestamp();
                due += time.GetElapsedTime(last, now).TotalSeconds * Pace;
                last = now;
                if (due < 1)
                {
                    continue;
                }

                var steps = (int)Math.Min(due, int.MaxValue);
                due -= steps;
                if (!await advance(steps))
                {
                    IsPlaying = false;
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
        }
    }
}
