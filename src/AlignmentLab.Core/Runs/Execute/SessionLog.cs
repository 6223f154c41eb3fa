using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>A session's place on the run's operations stream, from which the wall-clock time spent is added up.</summary>
internal sealed class SessionLog : IAsyncDisposable
{
    private readonly IEventStore _store;
    private readonly RunId _run;
    private readonly TimeProvider _time;
    private readonly long _started;

    private SessionLog(IEventStore store, RunId run, TimeProvider time, TimeSpan spentBefore)
    {
        _store = store;
        _run = run;
        _time = time;
        _started = time.GetTimestamp();
        SpentBefore = spentBefore;
    }

    /// <summary>Wall-clock time of earlier sessions. One that crashed counts up to its last event.</summary>
    public TimeSpan SpentBefore { get; }

    public static async Task<SessionLog> StartAsync(IEventStore store, RunId run, string? author, TimeProvider time)
    {
        var spent = await SpentAsync(store, run);
        var log = new SessionLog(store, run, time, spent);
        await log.AppendAsync(new SessionStarted(System.Environment.MachineName, System.Environment.ProcessId), author);
        return log;
    }

    public async ValueTask DisposeAsync() => await AppendAsync(new SessionEnded(_time.GetElapsedTime(_started).TotalSeconds));

    /// <summary>Wall-clock time of all sessions of a run; of one that has not ended, up to its last event.</summary>
    public static async Task<TimeSpan> SpentAsync(IEventReader store, RunId run)
    {
        var spent = TimeSpan.Zero;
        DateTimeOffset? open = null;
        var last = DateTimeOffset.MinValue;
        await foreach (var e in store.ReadStreamAsync(run.OperationsStream, ReadDirection.Forwards, 0))
        {
            if (e.Type == StoredEventAttribute.NameOf(typeof(SessionStarted)))
            {
                spent += open is { } crashed ? last - crashed : TimeSpan.Zero;
                open = e.RecordedAt;
            }
            else if (e.Type == StoredEventAttribute.NameOf(typeof(SessionEnded)))
            {
                spent += TimeSpan.FromSeconds(EventJson.Deserialize<SessionEnded>(e.Data.Span).Seconds);
                open = null;
            }

            last = e.RecordedAt;
        }

        if (open is { } unfinished)
        {
            await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Backwards, long.MaxValue, 1))
            {
                last = e.RecordedAt > last ? e.RecordedAt : last;
            }

            spent += last - unfinished;
        }

        return spent;
    }

    private async Task AppendAsync(object payload, string? author = null) => await _store.AppendOperationAsync(_run, payload, _time, author: author);
}
