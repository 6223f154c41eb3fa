using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Incidents;

/// <summary>All incidents, the newest last, or those of one run, now or as of a moment.</summary>
public sealed record ListIncidents(RunId? Run = null, AsOf At = default) : IRequest<IReadOnlyList<Incident>>;

/// <summary>One incident, by its id or the beginning of it, now or as of a moment.</summary>
public sealed record ShowIncident(string Id, AsOf At = default) : IRequest<Incident>;

internal sealed class IncidentQueries(IEventReader store, IPluginCatalog catalog) : IRequestHandler<ListIncidents, IReadOnlyList<Incident>>, IRequestHandler<ShowIncident, Incident>
{
    public async Task<IReadOnlyList<Incident>> Handle(ListIncidents request, CancellationToken cancellationToken)
    {
        var incidents = new List<Incident>();
        await foreach (var stream in StreamsAsync(request.Run is { } run ? IncidentId.OfRun(run) : "", cancellationToken))
        {
            if (await FoldAsync(stream, request.At, cancellationToken) is { } incident && (request.Run is null || incident.Run == request.Run))
            {
                incidents.Add(incident);
            }
        }

        return incidents;
    }

    public async Task<Incident> Handle(ShowIncident request, CancellationToken cancellationToken)
    {
        var found = await StreamsAsync(request.Id, cancellationToken).ToListAsync(cancellationToken);
        return found.Count switch
        {
            1 => await CountedAsync(await FoldAsync(found[0], request.At, cancellationToken), cancellationToken)
                ?? throw new InvalidInputException($"The incident {IncidentId.Of(found[0])} had not been opened by then."),
            0 => throw new InvalidInputException($"There is no incident '{request.Id}' in this lab. `alab incidents list` shows them."),
            _ => throw new InvalidInputException($"'{request.Id}' begins {found.Count} incidents; give more of the id."),
        };
    }

    // What people were asked is counted from their answers, which stand with those to the run.
    private async Task<Incident?> CountedAsync(Incident? incident, CancellationToken cancellationToken)
    {
        if (incident?.Actions.Any(a => a.Asked is not null) is not true)
        {
            return incident;
        }

        var answers = await QueryFold.OfAsync(store, Answers.StreamOf(incident.Run), cancellationToken);
        return incident with
        {
            Actions = [.. incident.Actions.Select(a => a is { Asked: { } asked, Query: { } query }
                ? a with { Answered = asked.States.Count(s => answers.Answers(query, s).Count >= LabelQuery.PeopleFor(asked.Expert)) }
                : a)],
        };
    }

    private IAsyncEnumerable<StreamId> StreamsAsync(string idBegins, CancellationToken cancellationToken) =>
        store.HeadsAsync(IncidentId.Category, cancellationToken).Select(head => head.Stream)
            .Where(stream => IncidentId.Of(stream).Value.StartsWith(idBegins, StringComparison.Ordinal));

    /// <returns>Null for an incident that was not there yet.</returns>
    private async Task<Incident?> FoldAsync(StreamId stream, AsOf at, CancellationToken cancellationToken)
    {
        Incident? incident = null;
        await foreach (var e in store.ReadAsync(stream, at, cancellationToken))
        {
            incident = Incident.Fold(incident, e, catalog.Upcasters);
        }

        return incident is null && at.IsNow ? throw new EnvironmentFailureException($"{stream} does not begin with an opened incident.") : incident;
    }
}
