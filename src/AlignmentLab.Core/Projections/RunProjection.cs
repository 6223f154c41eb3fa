using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Projections;

/// <summary>
/// Folds a run's stream into a <see cref="RunView"/>, in memory that does not grow with the stream. It reads payloads
/// leniently: what a damaged or foreign event says is left out, and the rest is shown.
/// </summary>
/// <param name="queries">Counts what requests ask of the expert.</param>
internal sealed class RunProjection(RunId run, EventUpcasters upcasters, RecordedQueries queries)
{
    private const int MostMetrics = 64;
    private const int MostOpen = 100;

    private static readonly string SessionBegan = StoredEventAttribute.NameOf(typeof(SessionStarted));
    private static readonly string Measured = FactEventAttribute.Of(typeof(Measurement)).Type;

    private readonly SortedDictionary<string, MetricSeries> _metrics = new(StringComparer.Ordinal);
    private readonly RolloutReturns _returns = new();
    private readonly Lock _gate = new();
    private RunOutline _outline = RunOutline.Unknown;
    private string? _fault;
    private RunStatus _status = RunStatus.Submitted;
    private string? _reason;
    private DateTimeOffset _submittedAt;
    private DateTimeOffset _lastAt;
    private long _events;
    private long _requested;
    private long _facts;
    private long _queries;
    private readonly HashSet<CallId> _waiting = [];
    private readonly Dictionary<CallId, OpenCall> _open = [];
    private bool _held;
    private PauseNote? _pause;
    private RunNotes _notes = RunNotes.None;
    private RunView? _view;

    public bool IsUnfinished
    {
        get
        {
            lock (_gate)
            {
                return _status is RunStatus.Submitted or RunStatus.Interrupted;
            }
        }
    }

    /// <summary>Takes in whether a process has the run; true when that is news.</summary>
    public bool SetHeld(bool held)
    {
        lock (_gate)
        {
            if (_held == held)
            {
                return false;
            }

            (_held, _view) = (held, null);
            return true;
        }
    }

    /// <summary>Takes in the next event of the stream.</summary>
    public void Add(RecordedEvent e)
    {
        lock (_gate)
        {
            _view = null;
            _events++;
            _lastAt = e.RecordedAt;
            try
            {
                Take(upcasters.Lift(e));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A payload can be wrong in any way, and one run must not stop the view of all others.
                _fault ??= $"Version {e.Version} ({e.Type}) does not read; `alab verify` tells more.";
                _status = e.Version == 0 ? RunStatus.Damaged : _status;
            }
        }
    }

    /// <summary>Takes in the next event of the run's operations.</summary>
    public void AddOperation(RecordedEvent e)
    {
        var pause = PauseNote.Of(e);
        if (pause is null && e.Type != SessionBegan)
        {
            return;
        }

        lock (_gate)
        {
            (_pause, _view) = (pause, null);
        }
    }

    /// <summary>The oldest effects without a result, 100 at most.</summary>
    public IReadOnlyList<OpenCall> Open()
    {
        lock (_gate)
        {
            return [.. _open.Values.OrderBy(o => o.At).Take(MostOpen)];
        }
    }

    /// <summary>Takes in the next event of what people noted on the run.</summary>
    public void AddNote(RecordedEvent e)
    {
        lock (_gate)
        {
            (_notes, _view) = (_notes.After(e), null);
        }
    }

    public RunView View()
    {
        lock (_gate)
        {
            var (status, reason) = Standing();
            return _view ??= new RunView(
                run, _outline, _fault, status, _submittedAt, _lastAt, _events, _requested + _facts, _open.Count, _queries, reason,
                _metrics.ToDictionary(m => m.Key, m => m.Value.View(m.Key), StringComparer.Ordinal), _returns.View(), _notes) { Waiting = _status.IsEnded() ? 0 : _waiting.Count };
        }
    }

    private (RunStatus Status, string? Reason) Standing() => _status switch
    {
        RunStatus.Submitted or RunStatus.Interrupted when _held => (RunStatus.Running, null),
        RunStatus.Submitted or RunStatus.Interrupted when _pause is { } pause => (RunStatus.Paused, pause.ToString()),
        var status => (status, _reason),
    };

    private void Take(RecordedEvent e)
    {
        if (e.Version == 0)
        {
            _submittedAt = e.RecordedAt;
            _outline = RunOutline.Of(EventJson.Deserialize<RunSubmitted>(e.Data.Span));
            return;
        }

        if (RunEnding.Of(e.Type) is { } ending)
        {
            _status = ending;
            _reason = RunEnding.Reason(e, upcasters);
            return;
        }

        _status = _status == RunStatus.Damaged ? _status : RunStatus.Interrupted;
        _returns.Take(e);
        if (e.Call is not { } call)
        {
            return;
        }

        // By the call: in what a fork took over, every event names the one that it was copied from as its cause.
        if (_open.Remove(call))
        {
            _waiting.Remove(call);
        }
        else if (EventRole.IsRequest(e.Type))
        {
            _requested++;
            _open.Add(call, new OpenCall(call, e.RecordedAt));
            Ask(e, call);
        }
        else
        {
            _facts++;
            if (e.Type == Measured)
            {
                Measure(EventJson.Deserialize<Measurement>(e.Data.Span));
            }
        }
    }

    private void Ask(RecordedEvent e, CallId call)
    {
        if (queries.Request(e) is { } asking)
        {
            _queries += asking.ExpertQueries;
            if (asking.AsksPeople)
            {
                _waiting.Add(call);
            }
        }
    }

    private void Measure(Measurement measurement)
    {
        if (!_metrics.TryGetValue(measurement.Name, out var series))
        {
            if (_metrics.Count == MostMetrics)
            {
                return;
            }

            _metrics.Add(measurement.Name, series = new MetricSeries());
        }

        series.Add(measurement.Step, measurement.Value, measurement.Unit);
    }
}
