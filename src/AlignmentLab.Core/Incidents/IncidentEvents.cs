using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Detection;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Incidents;

/// <summary>Names an incident: 10 hexadecimal digits that follow from run, detector and the finding's key.</summary>
public readonly record struct IncidentId(string Value)
{
    public StreamId Stream => new("incident-" + Value);

    public static IncidentId Of(RunId run, string detector, string key) =>
        new(EventId.Deterministic("alignmentlab.incident", run.Value, detector, key).Value.ToString("N")[..10]);

    public override string ToString() => Value;
}

/// <summary>A detector found something for the first time.</summary>
/// <param name="Evidence">Figures for a picture.</param>
/// <param name="EvidenceVersions">Versions of the run stream's events that it rests on.</param>
[StoredEvent("incident-opened.v1")]
public sealed record IncidentOpened(
    RunId Run, string Detector, string Kind, Severity Severity, string Title, string Explanation, JsonObject Evidence, IReadOnlyList<long> EvidenceVersions);

/// <summary>The detector found the same thing again, on other evidence.</summary>
[StoredEvent("incident-evidence-added.v1")]
public sealed record IncidentEvidenceAdded(
    Severity Severity, string Title, string Explanation, JsonObject Evidence, IReadOnlyList<long> EvidenceVersions);
