using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.Pause;

/// <summary>What a process that has a run's lease finds on its operations stream before it begins.</summary>
/// <param name="Version">Last version of the stream; -1 where it is empty. Pauses asked for after it are the session's own.</param>
/// <param name="Pause">The pause that the process must leave the run in; null where it may go on.</param>
/// <param name="IsLaidDown">Whether the pause is on the log as done, and not only asked for.</param>
internal sealed record StandingPause(long Version, PauseNote? Pause, bool IsLaidDown)
{
    private static readonly HashSet<string> Ends = [.. new[] { typeof(SessionStarted), typeof(LaunchRequested), typeof(CancelRequested) }.Select(StoredEventAttribute.NameOf)];
    private static readonly string Request = StoredEventAttribute.NameOf(typeof(PauseRequested));

    /// <param name="asked">Position of the log when the work was asked for: it ends every pause up to there. Null: it ends none.</param>
    public static async Task<StandingPause> FindAsync(IEventReader store, RunId run, long? asked)
    {
        var version = -1L;
        await foreach (var e in store.ReadStreamAsync(run.OperationsStream, ReadDirection.Backwards, long.MaxValue))
        {
            version = Math.Max(version, e.Version);
            if (Ends.Contains(e.Type) || e.Position <= asked)
            {
                break;
            }

            if (PauseNote.Of(e) is { } pause)
            {
                return new StandingPause(version, pause, IsLaidDown: true);
            }

            if (e.Type == Request)
            {
                return new StandingPause(version, new PauseNote(e.Author, EventJson.Deserialize<PauseRequested>(e.Data.Span).Reason), IsLaidDown: false);
            }
        }

        return new StandingPause(version, null, IsLaidDown: false);
    }
}
