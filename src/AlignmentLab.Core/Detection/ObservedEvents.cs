using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Detection;
using AlignmentLab.Events;
using AlignmentLab.Plugins;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Detection;

/// <summary>Decodes a run's events for those who watch, by the effects and facts that the plugins have declared.</summary>
internal sealed class ObservedEvents(IPluginCatalog catalog)
{
    private readonly Lazy<Dictionary<string, EffectDescriptor>> _effects = new(() =>
        catalog.Effects.ToDictionary(e => EffectAttribute.Of(e.EffectType).Requested, StringComparer.Ordinal));

    private readonly Lazy<Dictionary<string, Type>> _facts = new(() =>
        catalog.Facts.ToDictionary(f => FactEventAttribute.Of(f.FactType).Type, f => f.FactType, StringComparer.Ordinal));

    public bool IsRequest(string type) => _effects.Value.ContainsKey(catalog.Upcasters.TypeOf(type));

    /// <summary>A completed effect; null where the effect failed, or its types are not installed.</summary>
    public Observed? Effect(RecordedEvent request, RecordedEvent result)
    {
        (request, result) = (catalog.Upcasters.Lift(request), catalog.Upcasters.Lift(result));
        if (!_effects.Value.TryGetValue(request.Type, out var effect) || result.Type != EffectAttribute.Of(effect.EffectType).Completed)
        {
            return null;
        }

        var data = JsonNode.Parse(result.Data.Span)!.AsObject();
        return new Observed(
            request.Call!.Value,
            request.Version,
            result.Version,
            JsonSerializer.Deserialize(request.Data.Span, effect.EffectType, EventJson.Options)!,
            data["result"].Deserialize(effect.ResultType, EventJson.Options),
            data["hidden"] as JsonObject);
    }

    /// <summary>A fact; null for anything else.</summary>
    public Observed? Fact(RecordedEvent e) => _facts.Value.TryGetValue(catalog.Upcasters.TypeOf(e.Type), out var type)
        ? new Observed(e.Call!.Value, e.Version, e.Version, catalog.Upcasters.Read(e, type), null, null)
        : null;
}
