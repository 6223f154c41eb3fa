using AlignmentLab.Core.Incidents;

namespace AlignmentLab.Host.Incidents;

/// <summary>What people did with an incident, in words.</summary>
internal static class IncidentText
{
    public static string Of(LabelsDemanded labels, bool isAnswer) =>
        $"{(isAnswer ? "labelled" : $"had {labels.Expert.Name} label")} {labels.Count} of the visited states: the policy does otherwise in {labels.Disagreements}"
        + (labels.Close is > 0 and var close ? $", and nearly the same in {close}" : "")
        + (labels.MeanDifference > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", by {labels.MeanDifference:G4} on average") : "");

    public static string Of(IncidentAction action) => action switch
    {
        { State: { } state, Comment: null } => state.ToString().ToLowerInvariant(),
        { State: { } state, Comment: { } reason } => $"{state.ToString().ToLowerInvariant()}: {reason}",
        { Assignee: "" } => "assigned to nobody",
        { Assignee: { } assignee } => $"assigned to {assignee}",
        { Labels: { } labels } => Of(labels, action.Query is not null),
        { Asked: { } asked } => $"asked people to label {asked.States.Count} of the visited states: {action.Answered ?? 0} are answered (`alab inbox {asked.Run} --query {action.Query}`)",
        _ => action.Comment ?? "",
    };
}
