using AlignmentLab.Algorithms;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Detection;

namespace AlignmentLab.Core.Projections;

/// <summary>An incident as a board shows it, without its evidence and the text of its comments.</summary>
/// <param name="ChangedAt">When its last event was recorded.</param>
/// <param name="FirstEvidence">The earliest version of the run's stream that it rests on, or null where it names none.</param>
public sealed record IncidentView(
    IncidentId Id,
    RunId Run,
    string Detector,
    string Kind,
    Severity Severity,
    IncidentState State,
    string Title,
    DateTimeOffset OpenedAt,
    DateTimeOffset ChangedAt,
    int Findings,
    string? Assignee,
    int Comments,
    long? FirstEvidence)
{
    /// <summary>Demands for labels that wait for people.</summary>
    public int Waiting { get; init; }

    /// <summary>Nobody has closed it yet.</summary>
    public bool IsOpen => State is IncidentState.Open or IncidentState.Investigating;
}
