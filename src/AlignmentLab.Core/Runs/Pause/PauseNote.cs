using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.Pause;

/// <summary>Who paused a run that nobody has taken up since, and why.</summary>
public sealed record PauseNote(string Author, string Reason)
{
    /// <summary>As people read it: <c>by ann: the reward looks wrong</c>.</summary>
    public override string ToString() => $"by {Author}: {Reason}";

    // A session's last events are the pause, its own end, and an attempt for each job that was being carried out.
    private const int Latest = 256;

    /// <summary>The pause that a run stands in; null where it was not paused, or went on since.</summary>
    internal static async Task<PauseNote?> FindAsync(IEventReader store, RunId run, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(run.OperationsStream, ReadDirection.Backwards, long.MaxValue, Latest, cancellationToken))
        {
            if (e.Type == StoredEventAttribute.NameOf(typeof(SessionStarted)) || Of(e) is not null)
            {
                return Of(e);
            }
        }

        return null;
    }

    /// <summary>The pause that an event is; null for any other event.</summary>
    internal static PauseNote? Of(RecordedEvent e) => e.Type == StoredEventAttribute.NameOf(typeof(RunPaused))
        ? new PauseNote(e.Author, EventJson.Deserialize<RunPaused>(e.Data.Span).Reason)
        : null;
}
