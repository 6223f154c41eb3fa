using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Events;

namespace AlignmentLab.Host.Runs;

/// <summary>Counts what a run does while somebody watches. Events that were there before the session count, but not towards its speed.</summary>
internal sealed class RunTrack(TimeProvider time)
{
    private const int MetricsShown = 4;

    private readonly Lock _gate = new();
    private readonly DateTimeOffset _openedAt = time.GetUtcNow();
    private readonly long _opened = time.GetTimestamp();
    private readonly List<KeyValuePair<string, double>> _metrics = [];
    private readonly HashSet<CallId> _waiting = [];
    private long _effects;
    private long _liveEffects;
    private long _expertQueries;
    private double? _fraction;
    private double _fractionAtStart;

    public void Take(RunEventRecorded recorded)
    {
        if (recorded.Observed is not { } observed)
        {
            return;
        }

        lock (_gate)
        {
            _effects++;
            _waiting.Remove(recorded.Event.Call!.Value);
            _liveEffects += IsLive(recorded.Event) ? 1 : 0;
            _expertQueries += (observed.Request as IExpertQueries)?.ExpertQueries ?? 0;
            if (observed.Request is Measurement measurement)
            {
                _metrics.RemoveAll(m => m.Key == measurement.Name);
                _metrics.Insert(0, KeyValuePair.Create(measurement.Name, measurement.Value));
            }
        }
    }

    public void Take(RunWaits waits)
    {
        lock (_gate)
        {
            _waiting.Add(waits.Query);
        }
    }

    public void Take(RunProgressed progressed)
    {
        lock (_gate)
        {
            // What an algorithm reports while it goes through its history took no time in this session.
            _fractionAtStart = _liveEffects == 0 ? progressed.Fraction : _fractionAtStart;
            _fraction = progressed.Fraction;
        }
    }

    public RunStanding Standing()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_opened);
            var speed = elapsed > TimeSpan.Zero ? _liveEffects / elapsed.TotalSeconds : 0;
            TimeSpan? left = _fraction is { } fraction && fraction > _fractionAtStart
                ? elapsed * ((1 - fraction) / (fraction - _fractionAtStart))
                : null;
            return new RunStanding(_effects, speed, _expertQueries, _fraction, left, [.. _metrics.Take(MetricsShown)], _waiting.Count);
        }
    }

    private bool IsLive(RecordedEvent e) => e.RecordedAt >= _openedAt;
}

/// <summary>How far a run is.</summary>
/// <param name="Effects">Effects and facts so far.</param>
/// <param name="Speed">Of this session, in effects a second.</param>
/// <param name="Fraction">What the algorithm says, in [0, 1]; null where it says nothing.</param>
/// <param name="Left">Time left at the pace of this session, where that can be told.</param>
/// <param name="Metrics">The latest measurements, the latest first.</param>
/// <param name="Waiting">Queries that wait for people.</param>
internal sealed record RunStanding(
    long Effects, double Speed, long ExpertQueries, double? Fraction, TimeSpan? Left, IReadOnlyList<KeyValuePair<string, double>> Metrics, int Waiting);
