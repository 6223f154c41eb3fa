namespace AlignmentLab.Core.Runs.Execution;

/// <summary>
/// Tells an algorithm that waits for an effect from one that computes and asks for nothing. The second kind, for too long,
/// is given up.
/// </summary>
internal sealed class ActivityClock(TimeProvider time)
{
    private int _busy;
    private long _lastSign = time.GetTimestamp();

    /// <summary>How long no effect has been under way and none was asked for.</summary>
    public TimeSpan Silence => Volatile.Read(ref _busy) > 0 ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _lastSign));

    /// <summary>Marks an effect as under way until disposed.</summary>
    public IDisposable Busy()
    {
        Interlocked.Increment(ref _busy);
        return new Lap(this);
    }

    public void Touch() => Volatile.Write(ref _lastSign, time.GetTimestamp());

    private sealed class Lap(ActivityClock clock) : IDisposable
    {
        public void Dispose()
        {
            clock.Touch();
            Interlocked.Decrement(ref clock._busy);
        }
    }
}
