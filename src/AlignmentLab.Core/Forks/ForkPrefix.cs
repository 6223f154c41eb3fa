using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Forks;

/// <summary>The beginning of a fork's stream: the events that it takes over from its parent.</summary>
internal sealed class ForkPrefix(IEventStore store, ForkOrigin origin, RecordedQueries queries, IPluginCatalog catalog)
{
    private const int Batch = 256;

    /// <summary>
    /// Copies what the fork's stream does not hold yet. The ids follow from run and call, so going on after a crash writes
    /// nothing twice. Every session of a run begins with it; for one that is no fork there is nothing to do.
    /// </summary>
    public async Task CompleteAsync(RunDefinition definition, RunStream stream, CancellationToken cancellationToken)
    {
        if (definition.Submitted.Parent is not { } parent || await IsCompleteAsync(definition, parent, cancellationToken))
        {
            return;
        }

        var batch = new List<NewEvent>(Batch);
        var begun = new HashSet<CallId>();
        await foreach (var e in origin.InheritedAsync(parent, cancellationToken))
        {
            var slot = begun.Add(e.Call!.Value) ? "request" : "result";
            batch.Add(new NewEvent(RunStream.IdOf(definition.Run, e.Call, slot), e.Type, e.Data) { Call = e.Call, Author = e.Author, Causation = e.Id });
            if (batch.Count == Batch)
            {
                await stream.AppendAsync([.. batch]);
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            await stream.AppendAsync(batch);
        }
    }

    /// <summary>What a session needs to know of the prefix.</summary>
    public async Task<RunPrefix> ReadAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Submitted.Parent is not { } parent)
        {
            return RunPrefix.None;
        }

        var prefix = new RunPrefix(parent.Events);
        var begun = new HashSet<CallId>();
        await foreach (var e in store.ReadStreamAsync(definition.Run.Stream, ReadDirection.Forwards, 1, parent.Events, cancellationToken))
        {
            if (e.Call is { } call && begun.Add(call))
            {
                prefix.Add(call, e.Version, spends: catalog.Upcasters.TypeOf(e.Type) != StoredEventAttribute.NameOf(typeof(BudgetRefused)), queries.Of(e));
            }
        }

        return prefix;
    }

    /// <summary>A divergence inside the prefix, told in the parent's versions.</summary>
    public async Task<string> CourseChangedAsync(RunDefinition definition, ReplayDivergence divergence, CancellationToken cancellationToken)
    {
        var (run, parent) = (definition.Run, definition.Submitted.Parent!);
        var copy = await new EventPayloads(store, run.Stream, catalog.Upcasters).EventAsync(divergence.Version);
        var version = copy.Causation is { } id ? await origin.VersionOfAsync(parent, id, cancellationToken) ?? copy.Version : copy.Version;
        return $"""
            What was swapped changes the course already at version {version} of {parent.Run}, inside the part that the fork took over.
              recorded:  {divergence.Expected}
              asked for: {divergence.Actual}
            Fork {parent.Run} at version {version - 1} or before.
            """;
    }

    private async Task<bool> IsCompleteAsync(RunDefinition definition, RunParent parent, CancellationToken cancellationToken)
    {
        await foreach (var last in store.ReadStreamAsync(definition.Run.Stream, ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            // An event of the run itself behind its first one is its ending.
            return last.Version >= parent.Events || (last.Version > 0 && last.Call is null);
        }

        throw new EnvironmentFailureException($"{definition.Run.Stream} is gone.");
    }
}
