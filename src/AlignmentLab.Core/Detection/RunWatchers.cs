using AlignmentLab.Algorithms;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Detection;

/// <summary>Sets the watchers of a run up: the detectors that its spec names, and every handler of its events.</summary>
internal sealed class RunWatchers(
    IPluginCatalog catalog, LabArtifacts artifacts, EffectScopes scopes, ObservedEvents observed, IncidentLog incidents, IMediator mediator, IEventStore store, TimeProvider time)
{
    public RunWatching Start(RunDefinition definition, CancellationToken cancellationToken)
    {
        var policies = new WatchedPolicies(definition, scopes);
        var detectors = definition.Submitted.Detectors.Select(d => new DetectorWatch(d, definition, catalog, artifacts, policies)).ToList();
        return new RunWatching(
            definition,
            detectors,
            observed,
            incidents,
            mediator,
            (watcher, reason) => store.AppendOperationAsync(definition.Run, new WatcherFailed(watcher, reason), time, cancellationToken: CancellationToken.None),
            cancellationToken);
    }
}
