using System.Threading.Channels;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Detection;

/// <summary>
/// The watchers of one run. They see every event in log order on a flow of their own; a slow one slows the run down rather
/// than filling the memory, and one that throws or hangs is dropped and named on the operations stream.
/// </summary>
internal sealed class RunWatching : IAsyncDisposable
{
    private const int Ahead = 1024;

    private readonly Channel<Entry> _events = Channel.CreateBounded<Entry>(Ahead);
    private readonly RunDefinition _definition;
    private readonly List<DetectorWatch> _detectors;
    private readonly ObservedEvents _observed;
    private readonly IncidentLog _incidents;
    private readonly IMediator _mediator;
    private readonly Func<string, string, Task> _failed;
    private readonly Task _watching;
    private readonly Dictionary<CallId, RecordedEvent> _requests = [];
    private bool _handlersFailed;

    public RunWatching(
        RunDefinition definition, List<DetectorWatch> detectors, ObservedEvents observed, IncidentLog incidents, IMediator mediator, Func<string, string, Task> failed, CancellationToken cancellationToken)
    {
        (_definition, _detectors, _observed, _incidents, _mediator, _failed) = (definition, detectors, observed, incidents, mediator, failed);
        _watching = Task.Run(() => WatchAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Hands the next event of the run over.</summary>
    /// <exception cref="OperationCanceledException">The process was interrupted.</exception>
    /// <exception cref="Errors.EnvironmentFailureException">A finding could not be put on the log.</exception>
    public ValueTask TakeAsync(RecordedEvent e, CancellationToken cancellationToken) => WriteAsync(new Entry(e, null), cancellationToken);

    /// <summary>Passes the algorithm's progress on.</summary>
    public void Progress(double fraction) => _ = _mediator.Publish(new RunProgressed(_definition.Run, Math.Clamp(fraction, 0, 1)));

    /// <summary>Returns once everything handed over so far has been looked at.</summary>
    public async Task DrainAsync()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await WriteAsync(new Entry(null, seen), CancellationToken.None);
        await Task.WhenAny(seen.Task, _watching);
        if (_watching.IsFaulted)
        {
            await _watching;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _detectors.Clear();
    }

    // A watch that has ended says why; that it takes no more events would look like a fault of the algorithm's.
    private async ValueTask WriteAsync(Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            await _events.Writer.WriteAsync(entry, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            await _watching;
            throw;
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (e, seen) in _events.Reader.ReadAllAsync(cancellationToken))
            {
                seen?.TrySetResult();
                if (e is not null)
                {
                    await LookAsync(e, cancellationToken);
                }
            }
        }
        finally
        {
            // Whoever hands events over must not wait for a watch that has ended.
            _events.Writer.TryComplete();
            while (_events.Reader.TryRead(out var left))
            {
                left.Seen?.TrySetResult();
            }
        }
    }

    private async Task LookAsync(RecordedEvent e, CancellationToken cancellationToken)
    {
        var observed = Decode(e);
        await PublishAsync(new RunEventRecorded(_definition.Run, e, observed), cancellationToken);
        if (observed is null)
        {
            return;
        }

        foreach (var detector in _detectors.ToList())
        {
            try
            {
                foreach (var finding in await detector.ObserveAsync(observed, cancellationToken))
                {
                    await _incidents.RaiseAsync(_definition.Run, detector.Name, finding);
                }
            }
            catch (Exception error) when (error is not (OperationCanceledException or Errors.EnvironmentFailureException))
            {
                _detectors.Remove(detector);
                await _failed($"detector {detector.Name}", $"{error.GetType().Name} at version {e.Version}: {error.Message}");
            }
        }
    }

    private AlignmentLab.Detection.Observed? Decode(RecordedEvent e)
    {
        if (e.Call is not { } call)
        {
            return null;
        }

        if (_requests.Remove(call, out var request))
        {
            return _observed.Effect(request, e);
        }

        if (_observed.IsRequest(e.Type))
        {
            _requests.Add(call, e);
            return null;
        }

        return _observed.Fact(e);
    }

    private async Task PublishAsync(RunEventRecorded recorded, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => _mediator.Publish(recorded, cancellationToken), cancellationToken).WaitAsync(_definition.Submitted.Jobs.Silence, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (!_handlersFailed)
            {
                _handlersFailed = true;
                await _failed("event handlers", $"{error.GetType().Name} at version {recorded.Event.Version}: {error.Message} Later failures of this session are not recorded.");
            }
        }
    }

    private readonly record struct Entry(RecordedEvent? Event, TaskCompletionSource? Seen);
}
