using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Detection;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

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
    string State,
    string Title,
    string Explanation,
    DateTimeOffset OpenedAt,
    int Findings,
    IReadOnlyList<long> EvidenceVersions,
    JsonObject Evidence);

/// <summary>All incidents, the newest last, or those of one run.</summary>
public sealed record ListIncidents(RunId? Run = null) : IRequest<IReadOnlyList<Incident>>;

/// <summary>One incident, by its id or the beginning of it.</summary>
public sealed record ShowIncident(string Id) : IRequest<Incident>;

internal sealed class IncidentQueries(IEventStore store) : IRequestHandler<ListIncidents, IReadOnlyList<Incident>>, IRequestHandler<ShowIncident, Incident>
{
    public async Task<IReadOnlyList<Incident>> Handle(ListIncidents request, CancellationToken cancellationToken)
    {
        var incidents = new List<Incident>();
        await foreach (var head in store.HeadsAsync("incident", cancellationToken))
        {
            var incident = await FoldAsync(head.Stream, cancellationToken);
            if (request.Run is null || incident.Run == request.Run)
            {
                incidents.Add(incident);
            }
        }

        return incidents;
    }

    public async Task<Incident> Handle(ShowIncident request, CancellationToken cancellationToken)
    {
        var found = new List<StreamId>();
        await foreach (var head in store.HeadsAsync("incident", cancellationToken))
        {
            if (head.Stream.Value.StartsWith("incident-" + request.Id, StringComparison.Ordinal))
            {
                found.Add(head.Stream);
            }
        }

        return found.Count switch
        {
            1 => await FoldAsync(found[0], cancellationToken),
            0 => throw new InvalidInputException($"There is no incident '{request.Id}' in this lab. `alab incidents list` shows them."),
            _ => throw new InvalidInputException($"'{request.Id}' begins {found.Count} incidents; give more of the id."),
        };
    }

    private async Task<Incident> FoldAsync(StreamId stream, CancellationToken cancellationToken)
    {
        Incident? incident = null;
        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            incident = Fold(incident, e);
        }

        return incident ?? throw new EnvironmentFailureException($"{stream} does not begin with an opened incident.");
    }

    internal static Incident? Fold(Incident? incident, RecordedEvent e) => e.Type switch
    {
        "incident-opened.v1" when EventJson.Deserialize<IncidentOpened>(e.Data.Span) is var o => new Incident(
            new IncidentId(e.Stream.Value["incident-".Length..]), o.Run, o.Detector, o.Kind, o.Severity, o.Severity, "open", o.Title, o.Explanation, e.RecordedAt, 1, o.EvidenceVersions, o.Evidence),
        "incident-evidence-added.v1" when EventJson.Deserialize<IncidentEvidenceAdded>(e.Data.Span) is var a => incident! with
        {
            Severity = a.Severity > incident.Severity ? a.Severity : incident.Severity,
            LatestSeverity = a.Severity,
            Findings = incident.Findings + 1,
            EvidenceVersions = [.. incident.EvidenceVersions, .. a.EvidenceVersions],
        },
        _ => incident,
    };
}
