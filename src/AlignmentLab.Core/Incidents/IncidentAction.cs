using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Incidents;

/// <summary>Something that a person did with an incident: of the parts one is set.</summary>
/// <param name="Version">Version of its event in the incident's stream.</param>
/// <param name="Comment">What was said.</param>
/// <param name="State">What state it was given, with or without a reason in <paramref name="Comment"/>.</param>
/// <param name="Assignee">Whom it was given to; empty: taken from whoever had it.</param>
public sealed record IncidentAction(long Version, DateTimeOffset At, string Author, string? Comment, IncidentState? State, string? Assignee)
{
    /// <summary>What the expert said of states that its evidence visited.</summary>
    public LabelsDemanded? Labels { get; init; }

    /// <summary>What people were asked about states that its evidence visited.</summary>
    public LabelsAsked? Asked { get; init; }

    /// <summary>The query in the inbox that asked, or whose answers these labels are; null for all else.</summary>
    public CallId? Query { get; init; }

    /// <summary>How many of the states asked about have all their answers, where that is looked up.</summary>
    public int? Answered { get; init; }

    /// <summary>The incident after an event that is an action; the same where it is none.</summary>
    internal static Incident Apply(Incident incident, RecordedEvent e) => e.Type switch
    {
        "incident-assigned.v1" when EventJson.Deserialize<IncidentAssigned>(e.Data.Span) is var assigned => incident with
        {
            Assignee = assigned.Assignee,
            Actions = [.. incident.Actions, Of(e) with { Assignee = assigned.Assignee ?? "" }],
        },
        "incident-commented.v1" when EventJson.Deserialize<IncidentCommented>(e.Data.Span) is var commented => incident with
        {
            Actions = [.. incident.Actions, Of(e) with { Comment = commented.Text }],
        },
        "incident-state-changed.v1" when EventJson.Deserialize<IncidentStateChanged>(e.Data.Span) is var changed => incident with
        {
            State = changed.State,
            Actions = [.. incident.Actions, Of(e) with { State = changed.State, Comment = changed.Reason }],
        },
        "labels-demanded.v1" => incident with
        {
            Actions = [.. incident.Actions, Of(e) with { Labels = EventJson.Deserialize<LabelsDemanded>(e.Data.Span), Query = e.Call }],
        },
        "labels-asked.v1" => incident with
        {
            Actions = [.. incident.Actions, Of(e) with { Asked = EventJson.Deserialize<LabelsAsked>(e.Data.Span), Query = e.Call }],
        },
        _ => incident,
    };

    private static IncidentAction Of(RecordedEvent e) => new(e.Version, e.RecordedAt, e.Author, null, null, null);
}
