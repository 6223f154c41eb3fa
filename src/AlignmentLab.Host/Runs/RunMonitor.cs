using System.Collections.Concurrent;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Events;
using Autofac;
using MediatR;

namespace AlignmentLab.Host.Runs;

/// <summary>Takes in what the runs of this process publish.</summary>
internal sealed class RunMonitor(TimeProvider time) : INotificationHandler<RunEventRecorded>, INotificationHandler<RunProgressed>, INotificationHandler<RunWaits>
{
    private readonly ConcurrentDictionary<RunId, RunTrack> _running = new();
    private IReadOnlyList<RunId> _runs = [];
    private long _started;
    private int _ended;

    /// <summary>Puts the monitor where notifications find it.</summary>
    public void Register(ContainerBuilder builder) => builder.RegisterInstance(this).AsImplementedInterfaces();

    public Task Handle(RunEventRecorded notification, CancellationToken cancellationToken)
    {
        if (_running.TryGetValue(notification.Run, out var track))
        {
            track.Take(notification);
        }

        return Task.CompletedTask;
    }

    public Task Handle(RunProgressed notification, CancellationToken cancellationToken)
    {
        if (_running.TryGetValue(notification.Run, out var track))
        {
            track.Take(notification);
        }

        return Task.CompletedTask;
    }

    public Task Handle(RunWaits notification, CancellationToken cancellationToken)
    {
        if (_running.TryGetValue(notification.Run, out var track))
        {
            track.Take(notification);
        }

        return Task.CompletedTask;
    }

    /// <summary>Begins the set that the standing is of.</summary>
    public void Watch(IReadOnlyList<RunId> runs) => (_runs, _started, _ended) = (runs, time.GetTimestamp(), 0);

    public void Began(RunId run) => _running[run] = new RunTrack(time);

    public void Ended(RunId run)
    {
        _running.TryRemove(run, out _);
        Interlocked.Increment(ref _ended);
    }

    public SetStanding Standing()
    {
        var running = _runs.Select(run => (Run: run, Track: _running.GetValueOrDefault(run)))
            .Where(r => r.Track is not null).Select(r => (r.Run, r.Track!.Standing())).ToList();
        var ended = Volatile.Read(ref _ended);
        var done = (ended + running.Sum(r => r.Item2.Fraction ?? 0)) / _runs.Count;
        var elapsed = time.GetElapsedTime(_started);
        return new SetStanding(_runs.Count, ended, done, ended > 0 && done < 1 ? elapsed * ((1 - done) / done) : null, running);
    }
}

/// <summary>How far the runs of a set are.</summary>
/// <param name="Fraction">Of all runs together, in [0, 1].</param>
/// <param name="Left">Time left, once a run has ended.</param>
/// <param name="Running">The runs under way, in the order submitted.</param>
internal sealed record SetStanding(int Runs, int Ended, double Fraction, TimeSpan? Left, IReadOnlyList<(RunId Run, RunStanding Standing)> Running);
