using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Projections;

/// <summary>
/// Folds a run's stream into a <see cref="RunView"/>, in memory that does not grow with the stream. It reads payloads
/// leniently: what a damaged or foreign event says is left out, and the rest is shown.
/// </summary>
internal sealed class RunFold(RunId run)
{
    private const int MostMetrics = 64;

    private static readonly string Measured = FactEventAttribute.Of(typeof(Measurement)).Type;

    private readonly SortedDictionary<string, MetricSeries> _metrics = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private RunOutline _outline = RunOutline.Unknown;
    private string? _fault;
    private RunStatus _status = RunStatus.Submitted;
    private string? _reason;
    private DateTimeOffset _submittedAt;
    private DateTimeOffset _lastAt;
    private long _events;
    private long _requested;
    private long _answered;
    private long _facts;
    private long _queries;
    private bool _held;
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

    public void Add(RecordedEvent e)
    {
        lock (_gate)
        {
            _view = null;
            _events++;
            _lastAt = e.RecordedAt;
            try
            {
                Take(e);
            }
            catch (JsonException)
            {
                _fault ??= $"Version {e.Version} ({e.Type}) does not read; `alab verify` tells more.";
            }
        }
    }

    public RunView View()
    {
        lock (_gate)
        {
            return _view ??= new RunView(
                run, _outline, _fault, _held && _status is (RunStatus.Submitted or RunStatus.Interrupted) ? RunStatus.Running : _status,
                _submittedAt, _lastAt, _events, _requested + _facts, _requested - _answered, _queries, _reason,
                _metrics.ToDictionary(m => m.Key, m => m.Value.View(m.Key), StringComparer.Ordinal));
        }
    }

    private void Take(RecordedEvent e)
    {
        switch (e.Type)
        {
            case "run-submitted.v1":
                _submittedAt = e.RecordedAt;
                _outline = RunOutline.Of(EventJson.Deserialize<RunSubmitted>(e.Data.Span));
                return;
            case "run-completed.v1":
                _status = RunStatus.Completed;
                return;
            case "run-failed.v1":
                _status = RunStatus.Failed;
                _reason = EventJson.Deserialize<RunFailed>(e.Data.Span).Reason;
                return;
            case "run-cancelled.v1":
                _status = RunStatus.Cancelled;
                _reason = EventJson.Deserialize<RunCancelled>(e.Data.Span).Reason;
                return;
        }

        _status = RunStatus.Interrupted;
        if (e.Causation is not null)
        {
            _answered++;
        }
        else if (EventRole.IsRequest(e.Type))
        {
            _requested++;
            _queries += EventRole.ExpertQueries(e);
        }
        else if (e.Call is not null)
        {
            _facts++;
            if (e.Type == Measured)
            {
                Measure(EventJson.Deserialize<Measurement>(e.Data.Span));
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
