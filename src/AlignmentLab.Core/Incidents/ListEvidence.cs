using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Incidents;

/// <summary>What the events are that an incident rests on, in the order of the run's stream.</summary>
/// <param name="Id">Its id, or the beginning of it.</param>
/// <param name="Count">The first so many, 1 to 500.</param>
public sealed record ListEvidence(string Id, int Count = 60) : IRequest<EvidencePage>;

/// <param name="Total">How many events it rests on.</param>
public sealed record EvidencePage(IReadOnlyList<EvidenceEvent> Events, int Total);

/// <summary>An event that an incident rests on.</summary>
/// <param name="Version">On the run's stream.</param>
/// <param name="Type">Its stored name; empty where the run has no such version.</param>
/// <param name="Call">The call that it belongs to, if any.</param>
/// <param name="CanBeWatched">It is a rollout or an evaluation.</param>
public sealed record EvidenceEvent(long Version, string Type, CallId? Call, bool CanBeWatched);

internal sealed class ListEvidenceHandler(IEventReader store, IMediator mediator, IPluginCatalog catalog) : IRequestHandler<ListEvidence, EvidencePage>
{
    private const int Most = 500;

    private static readonly HashSet<string> Watched = [EffectAttribute.Of(typeof(RolloutRequest)).Completed, EffectAttribute.Of(typeof(EvaluateRequest)).Completed];

    public async Task<EvidencePage> Handle(ListEvidence request, CancellationToken cancellationToken)
    {
        var incident = await mediator.Send(new ShowIncident(request.Id), cancellationToken);
        var versions = incident.EvidenceVersions.Distinct().Order().ToList();
        var events = new List<EvidenceEvent>();
        foreach (var version in versions.Take(Math.Clamp(request.Count, 1, Most)))
        {
            var e = await store.EventAsync(incident.Run.Stream, version, cancellationToken);
            events.Add(new EvidenceEvent(version, e?.Type ?? "", e?.Call, e?.Call is not null && Watched.Contains(catalog.Upcasters.TypeOf(e.Type))));
        }

        return new EvidencePage(events, versions.Count);
    }
}
