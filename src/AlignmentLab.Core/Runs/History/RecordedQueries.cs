using AlignmentLab.Algorithms;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Counts the expert queries that recorded requests ask for.</summary>
internal sealed class RecordedQueries(IPluginCatalog catalog)
{
    private readonly Lazy<Dictionary<string, Type>> _asking = new(() => catalog.Effects
        .Where(e => e.EffectType.IsAssignableTo(typeof(IExpertQueries)))
        .ToDictionary(e => EffectAttribute.Of(e.EffectType).Requested, e => e.EffectType, StringComparer.Ordinal));

    /// <returns>0 for an event that is no request, or one to nobody.</returns>
    public long Of(RecordedEvent e) => Request(e)?.ExpertQueries ?? 0;

    /// <returns>Null for an event that is no request, or one to nobody.</returns>
    public IExpertQueries? Request(RecordedEvent e) => _asking.Value.TryGetValue(catalog.Upcasters.TypeOf(e.Type), out var type)
        ? (IExpertQueries)catalog.Upcasters.Read(e, type)
        : null;
}
