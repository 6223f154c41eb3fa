using System.Runtime.InteropServices;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.CommandLine;

/// <summary>
/// Ctrl-C, SIGTERM and a closed terminal. The first asks the command to lay its work down in good order, the second ends the
/// process at once; whatever is on the log by then stays there.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Output _output;
    private readonly PosixSignalRegistration[] _signals;
    private int _count;

    public Interruption(Output output)
    {
        _output = output;
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Take))];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        Array.ForEach(_signals, s => s.Dispose());
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
            _output.Message("Stopping in good order; Ctrl-C again stops at once.");
        }
    }
}
