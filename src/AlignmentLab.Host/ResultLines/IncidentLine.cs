using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Detection;

namespace AlignmentLab.Host.ResultLines;

/// <summary>An incident as it stands.</summary>
internal sealed record IncidentLine(
    string Incident,
    RunId Run,
    string Detector,
    string Kind,
    Severity Severity,
    Severity LatestSeverity,
    IncidentState State,
    string Title,
    string Explanation,
    DateTimeOffset OpenedAt,
    int Findings,
    IReadOnlyList<long> EvidenceVersions,
    JsonObject Evidence,
    string? Assignee,
    IReadOnlyList<IncidentAction> Actions)
{
    public static IncidentLine Of(Incident incident) => new(
        incident.Id.Value, incident.Run, incident.Detector, incident.Kind, incident.Severity, incident.LatestSeverity, incident.State, incident.Title,
        incident.Explanation, incident.OpenedAt, incident.Findings, incident.EvidenceVersions, incident.Evidence,
        incident.Assignee, incident.Actions);
}
