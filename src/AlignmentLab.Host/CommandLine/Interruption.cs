using System.Runtime.InteropServices;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.CommandLine;

/// <summary>
/// Ctrl-C, SIGTERM and a closed terminal. The first asks the command to lay its work down in good order, the second ends the
/// process at once; whatever is on the log by then stays there.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>Work that is laid down sooner needs no word about it.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly ITimer _slow;
    private int _count;

    public Interruption(Output output, TimeProvider time)
    {
        _slow = time.CreateTimer(
            _ => output.Message("Stopping in good order; Ctrl-C again stops at once."), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Take))];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        Array.ForEach(_signals, s => s.Dispose());
        _slow.Dispose();
        _stop.Dispose();
    }

    private void Take(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            Environment.Exit(Failure.Interrupted);
        }

        _ = _stop.CancelAsync();
        if (signal.Signal == PosixSignal.SIGINT)
        {
            _ = _slow.Change(Notice, Timeout.InfiniteTimeSpan);
        }
    }
}
