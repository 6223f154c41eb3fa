using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Projections;

/// <summary>Counts what became of jobs' attempts, and keeps the failures of late, in bounded memory.</summary>
internal sealed class JobLedger
{
    /// <summary>Failures kept.</summary>
    public const int MostFailures = 200;

    private static readonly string Attempted = StoredEventAttribute.NameOf(typeof(JobAttempted));

    private readonly SortedDictionary<(string Queue, string Work), JobTally> _tallies = [];
    private readonly Queue<FailedAttempt> _failures = new();
    private readonly Lock _gate = new();

    /// <summary>Takes in an event of a run's operations.</summary>
    public void Take(RunId run, RecordedEvent e)
    {
        if (e.Type != Attempted)
        {
            return;
        }

        var attempted = EventJson.Deserialize<JobAttempted>(e.Data.Span);
        lock (_gate)
        {
            var key = (attempted.Queue, attempted.Handler);
            var tally = _tallies.GetValueOrDefault(key) ?? new JobTally(attempted.Queue, attempted.Handler, 0, 0, 0, 0);
            _tallies[key] = tally with
            {
                Attempts = tally.Attempts + 1,
                Retries = tally.Retries + (attempted.Attempt > 1 ? 1 : 0),
                Failures = tally.Failures + (attempted.Error is null ? 0 : 1),
                Seconds = tally.Seconds + attempted.Seconds,
            };
            if (attempted.Error is { } error)
            {
                _failures.Enqueue(new FailedAttempt(run, attempted.Call, attempted.Queue, attempted.Handler, attempted.Attempt, error, e.RecordedAt));
                if (_failures.Count > MostFailures)
                {
                    _failures.Dequeue();
                }
            }
        }
    }

    public JobsView View()
    {
        lock (_gate)
        {
            return new JobsView([.. _tallies.Values], [.. _failures.Reverse()]);
        }
    }
}

/// <summary>What became of the lab's jobs.</summary>
/// <param name="Tallies">By queue and kind of work.</param>
/// <param name="Failures">The failed attempts of late, the newest first; 200 at most.</param>
public sealed record JobsView(IReadOnlyList<JobTally> Tallies, IReadOnlyList<FailedAttempt> Failures);

/// <param name="Work">The effect that the jobs carry out.</param>
/// <param name="Attempts">Attempts that have ended.</param>
/// <param name="Retries">Of these, how many were not a job's first.</param>
/// <param name="Failures">Of the attempts, how many failed.</param>
/// <param name="Seconds">Wall-clock time of all attempts.</param>
public sealed record JobTally(string Queue, string Work, long Attempts, long Retries, long Failures, double Seconds);

/// <summary>An attempt at a job that failed. Whether a later one succeeded is on the run's stream, under the same call.</summary>
public sealed record FailedAttempt(RunId Run, CallId Call, string Queue, string Work, int Attempt, string Error, DateTimeOffset At);

/// <summary>An effect that was asked for and has no result.</summary>
public sealed record OpenCall(CallId Call, DateTimeOffset At);
