using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Incidents;
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
    IPluginCatalog catalog, LabArtifacts artifacts, ObservedEvents observed, IncidentLog incidents, IMediator mediator, IEventStore store, TimeProvider time)
{
    public Task<RunWatching> StartAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        var detectors = definition.Submitted.Detectors.Select(d => new DetectorWatch(d, definition, catalog, artifacts)).ToList();
        return Task.FromResult(new RunWatching(definition, detectors, observed, incidents, mediator, WatcherFailedAsync, cancellationToken));

        async Task WatcherFailedAsync(string watcher, string reason) => await store.AppendAsync(
            definition.Run.OperationsStream,
            ExpectedVersion.Any,
            [new NewEvent(EventId.New(time), StoredEventAttribute.NameOf(typeof(WatcherFailed)), EventJson.Serialize(new WatcherFailed(watcher, reason)))],
            CancellationToken.None);
    }
}
