using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs;

/// <summary>Tells from an event whether it ends a run, and how. Every version of an ending's type counts.</summary>
public static class RunEnding
{
    private static readonly (string Name, RunStatus Status)[] Endings =
    [
        (NameOf(typeof(RunCompleted)), RunStatus.Completed),
        (NameOf(typeof(RunFailed)), RunStatus.Failed),
        (NameOf(typeof(RunCancelled)), RunStatus.Cancelled),
    ];

    /// <summary>How an event of this stored type ends its run; null where it does not.</summary>
    public static RunStatus? Of(string type)
    {
        foreach (var (name, status) in Endings)
        {
            if (EventTypeName.IsVersionOf(type, name))
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>Whether a run that stands like this goes on no more.</summary>
    public static bool IsEnded(this RunStatus status) => status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled;

    /// <summary>Why a run failed or was cancelled; null for any other event.</summary>
    /// <exception cref="System.Text.Json.JsonException">The event is damaged.</exception>
    public static string? Reason(RecordedEvent e, EventUpcasters upcasters) => Of(e.Type) switch
    {
        RunStatus.Failed => upcasters.Read<RunFailed>(e).Reason,
        RunStatus.Cancelled => upcasters.Read<RunCancelled>(e).Reason,
        _ => null,
    };

    private static string NameOf(Type payload) => EventTypeName.Parse(StoredEventAttribute.NameOf(payload))!.Value.Name;
}
