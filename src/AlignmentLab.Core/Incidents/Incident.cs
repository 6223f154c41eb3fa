using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Detection;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Incidents;

/// <summary>An incident as it stands, folded from its stream.</summary>
/// <param name="Severity">The worst of its findings.</param>
/// <param name="LatestSeverity">That of its last finding.</param>
public sealed record Incident(
    IncidentId Id,
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
    JsonObject Evidence)
{
    /// <summary>Who is on it.</summary>
    public string? Assignee { get; init; }

    /// <summary>What people did with it, the oldest first.</summary>
    public IReadOnlyList<IncidentAction> Actions { get; init; } = [];

    private static readonly string Opened = StoredEventAttribute.NameOf(typeof(IncidentOpened));
    private static readonly string EvidenceAdded = StoredEventAttribute.NameOf(typeof(IncidentEvidenceAdded));

    /// <summary>The incident after the next event of its stream; null before it was opened.</summary>
    internal static Incident? Fold(Incident? incident, RecordedEvent e, EventUpcasters upcasters)
    {
        var type = upcasters.TypeOf(e.Type);
        if (type == Opened)
        {
            var opened = upcasters.Read<IncidentOpened>(e);
            return new Incident(
                IncidentId.Of(e.Stream), opened.Run, opened.Detector, opened.Kind, opened.Severity, opened.Severity, IncidentState.Open, opened.Title, opened.Explanation,
                e.RecordedAt, 1, opened.EvidenceVersions, opened.Evidence);
        }

        if (type != EvidenceAdded || incident is null)
        {
            return incident is null ? null : IncidentAction.Apply(incident, e);
        }

        var added = upcasters.Read<IncidentEvidenceAdded>(e);
        return incident with
        {
            Severity = added.Severity > incident.Severity ? added.Severity : incident.Severity,
            LatestSeverity = added.Severity,
            Findings = incident.Findings + 1,
            EvidenceVersions = [.. incident.EvidenceVersions, .. added.EvidenceVersions],
        };
    }
}
