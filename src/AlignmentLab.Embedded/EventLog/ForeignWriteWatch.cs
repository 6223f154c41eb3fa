using AlignmentLab.Embedded.Sqlite;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// Notices what other processes append, by asking SQLite every 25 ms whether the file has changed: a few microseconds of
/// shared memory each time, and only while somebody waits.
/// </summary>
/// <remarks>The period is one of the real clock whatever clock the store stamps events with: a test's clock that stands still must not stop it.</remarks>
internal sealed class ForeignWriteWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(25);
    private readonly Lock _gate = new();
    private readonly LogFile _file;
    private readonly ChangeSignal _signal;
    private readonly ITimer _timer;
    private Connection? _connection;
    private long? _dataVersion;
    private int _waiting;
    private bool _disposed;

    public ForeignWriteWatch(LogFile file, ChangeSignal signal)
    {
        _file = file;
        _signal = signal;
        _timer = TimeProvider.System.CreateTimer(_ => Poll(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for a change that was asked for before the caller's last read.</summary>
    public async Task WaitAsync(Task change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteEventStore));
            if (_waiting++ == 0)
            {
                _timer.Change(Period, Period);
            }
        }

        try
        {
            await change.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                if (--_waiting == 0 && !_disposed)
                {
                    _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
            _connection?.Dispose();
            _connection = null;
        }

        _signal.Raise();
    }

    private void Poll()
    {
        lock (_gate)
        {
            if (!_disposed && HasChanged())
            {
                _signal.Raise();
            }
        }
    }

    private bool HasChanged()
    {
        try
        {
            _connection ??= _file.OpenReader();
            var before = _dataVersion;
            _dataVersion = _connection.Scalar("PRAGMA data_version");
            return before != _dataVersion;
        }
        catch (SqliteFailure)
        {
            // Whoever waits reads next, and meets the failure where it can be told.
            return true;
        }
    }
}
