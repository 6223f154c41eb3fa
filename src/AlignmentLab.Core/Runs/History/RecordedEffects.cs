using System.Runtime.CompilerServices;
using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Goes through the effects of one kind that a run has results of. Memory grows with those under way, not with the log.</summary>
internal sealed class RecordedEffects(IEventReader store, TypedEvents typed, IPluginCatalog catalog)
{
    /// <summary>Results in the order recorded; nothing of a run that does not exist.</summary>
    public async IAsyncEnumerable<RecordedEffect> OfAsync<TEffect>(RunId run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = EffectAttribute.Of(typeof(TEffect));
        var asking = catalog.Upcasters.StoredAs(names.Requested).ToHashSet(StringComparer.Ordinal);
        var answering = catalog.Upcasters.StoredAs(names.Completed).ToHashSet(StringComparer.Ordinal);
        if (await store.LastAsync(run.Stream, AsOf.Now, cancellationToken) is not { } last)
        {
            yield break;
        }

        var open = new Dictionary<CallId, long>();
        await foreach (var e in typed.ReadAsync(run, asking.Concat(answering).ToHashSet(StringComparer.Ordinal), last, cancellationToken))
        {
            if (e.Call is not { } call)
            {
                continue;
            }

            if (asking.Contains(e.Type))
            {
                open[call] = e.Version;
            }
            else if (open.Remove(call, out var request))
            {
                yield return new RecordedEffect(call, request, e);
            }
        }
    }

    /// <summary>The event at a version of a run's stream, as stored.</summary>
    public async Task<RecordedEvent> EventAsync(RunId run, long version, CancellationToken cancellationToken) =>
        await store.EventAsync(run.Stream, version, cancellationToken)
            ?? throw new EnvironmentFailureException($"{run.Stream} has no version {version}: its tail is missing.");

    /// <summary>An event's payload.</summary>
    /// <exception cref="DamagedEventException">It does not read.</exception>
    public T Read<T>(RecordedEvent e)
    {
        try
        {
            return catalog.Upcasters.Read<T>(e);
        }
        catch (JsonException error)
        {
            throw new DamagedEventException($"Version {e.Version} of {e.Stream} ({e.Type}) is damaged: {error.Message} `alab verify` tells what else is.", error);
        }
    }
}

/// <summary>An effect with its result.</summary>
/// <param name="Request">Version of the event that asked for it.</param>
/// <param name="Result">The event that holds its result.</param>
internal sealed record RecordedEffect(CallId Call, long Request, RecordedEvent Result);
