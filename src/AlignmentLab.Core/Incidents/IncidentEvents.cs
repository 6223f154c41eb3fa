using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Detection;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Incidents;

/// <summary>
/// Names an incident: 12 hexadecimal digits, of which 4 follow from the run, so that a run's incidents are found among all of
/// a lab by their names, and 8 from run, detector and the finding's key.
/// </summary>
public readonly record struct IncidentId(string Value)
{
    /// <summary>The category of incidents' streams.</summary>
    public const string Category = "incident";

    private const int RunDigits = 4;
    private const int OwnDigits = 8;

    public StreamId Stream => new($"{Category}-{Value}");

    public static IncidentId Of(RunId run, string detector, string key) => new(
        OfRun(run) + EventId.Deterministic("alignmentlab.incident", run.Value, detector, key).Value.ToString("N")[..OwnDigits]);

    /// <summary>The incident whose stream it is.</summary>
    public static IncidentId Of(StreamId stream) => new(stream.Value[(Category.Length + 1)..]);

    /// <summary>The beginning of the ids of a run's incidents. One in 65,536 of the other runs has the same.</summary>
    public static string OfRun(RunId run) => EventId.Deterministic("alignmentlab.incident", run.Value).Value.ToString("N")[..RunDigits];

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

/// <summary>Somebody took it on, or was asked to.</summary>
/// <param name="Assignee">Null: nobody any longer.</param>
[StoredEvent("incident-assigned.v1")]
public sealed record IncidentAssigned(string? Assignee);

/// <summary>Somebody said something about it.</summary>
[StoredEvent("incident-commented.v1")]
public sealed record IncidentCommented(string Text);

/// <summary>It was taken up, closed or opened again.</summary>
[StoredEvent("incident-state-changed.v1")]
public sealed record IncidentStateChanged(IncidentState State, string? Reason = null);

/// <summary>How far an incident has been handled.</summary>
public enum IncidentState
{
    /// <summary>Nobody has looked at it.</summary>
    Open,

    /// <summary>Somebody is on it.</summary>
    Investigating,

    /// <summary>Its cause is understood and dealt with.</summary>
    Resolved,

    /// <summary>A false alarm.</summary>
    Dismissed,
}
