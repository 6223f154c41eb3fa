using AlignmentLab.Core.Incidents;

namespace AlignmentLab.Host.Incidents;

/// <summary>What people did with an incident, in words.</summary>
internal static class IncidentText
{
    public static string Of(IncidentAction action) => action switch
    {
        { State: { } state, Comment: null } => state.ToString().ToLowerInvariant(),
        { State: { } state, Comment: { } reason } => $"{state.ToString().ToLowerInvariant()}: {reason}",
        { Assignee: "" } => "assigned to nobody",
        { Assignee: { } assignee } => $"assigned to {assignee}",
        _ => action.Comment ?? "",
    };
}
