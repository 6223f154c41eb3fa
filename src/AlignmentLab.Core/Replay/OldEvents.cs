using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Replay;

/// <summary>Checks that every event of an old version can be read as the version that is installed.</summary>
internal sealed class OldEvents(IEventReader store, IPluginCatalog catalog)
{
    /// <param name="types">The types that occur in the stream, as stored.</param>
    /// <returns>The first event that cannot be lifted, or null. A stream without old events is not read.</returns>
    public async Task<ReplayDivergence?> FirstUnreadableAsync(StreamId stream, IEnumerable<string> types, CancellationToken cancellationToken)
    {
        var known = RunEventTypes.All(catalog);
        var old = types.Select(type => (Type: type, Newer: Newer(type, known))).Where(o => o.Newer is not null).ToDictionary(o => o.Type, o => o.Newer!, StringComparer.Ordinal);
        if (old.Count == 0)
        {
            return null;
        }

        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (old.TryGetValue(e.Type, out var newer) && Fault(e, newer) is { } fault)
            {
                return new ReplayDivergence(e.Version, $"{e.Type}, readable as {newer}", fault) { Call = e.Call, Type = e.Type };
            }
        }

        return null;
    }

    // The newer version that a type should be readable as. A type that no installed plugin knows any version of is none of its business.
    private string? Newer(string type, IReadOnlyList<string> known) =>
        catalog.Upcasters.IsOld(type) ? catalog.Upcasters.TypeOf(type)
        : known.Contains(type, StringComparer.Ordinal) || EventTypeName.Parse(type) is not { } name ? null
        : known.FirstOrDefault(k => EventTypeName.Parse(k) is { } other && other.Name == name.Name && other.Version > name.Version);

    private string? Fault(RecordedEvent e, string newer)
    {
        try
        {
            return catalog.Upcasters.Lift(e).Type == newer ? null : $"no upcaster of an installed plugin leads from {e.Type} to {newer}; install the plugin version that made the run, or one that has it";
        }
        catch (EnvironmentFailureException error)
        {
            return error.Message;
        }
    }
}
