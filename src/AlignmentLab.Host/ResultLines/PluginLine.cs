using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Host.ResultLines;

/// <summary>An installed plugin.</summary>
/// <param name="Status"><c>loaded</c> or <c>quarantined</c>.</param>
/// <param name="Reason">Why it is not used, or null when it is.</param>
/// <param name="Offers">What a spec can name.</param>
internal sealed record PluginLine(
    string Id, string Version, string Name, string Description, string Status, string? Reason, string Directory, Sha256? AssemblyHash, IReadOnlyList<PluginOffer> Offers)
{
    public static PluginLine Of(PluginStatus plugin, IPluginCatalog catalog) => new(
        plugin.Id, plugin.Version, plugin.Name, plugin.Description, plugin.Quarantine is null ? "loaded" : "quarantined", plugin.Quarantine, plugin.Directory, plugin.AssemblyHash,
        plugin.Quarantine is null ? [.. PluginOffer.All(catalog).Where(o => catalog.PluginOf(o.Type)?.Directory == plugin.Directory).Select(o => o.Offer)] : []);
}

/// <summary>Something that a plugin offers under a name.</summary>
/// <param name="Kind"><c>algorithm</c>, <c>environment</c>, <c>expert</c> or <c>detector</c>.</param>
/// <param name="Options">The defaults.</param>
internal sealed record PluginOffer(string Kind, string Name, int? Version, string Description, JsonObject Options)
{
    /// <summary>All that the catalogue holds, each with a type of the plugin that it comes from.</summary>
    public static IEnumerable<(Type Type, PluginOffer Offer)> All(IPluginCatalog catalog) =>
    [
        .. catalog.Algorithms.Select(a => (a.Implementation, new PluginOffer("algorithm", a.Name, a.Version, a.Description, Defaults(a.OptionsType)))),
        .. catalog.Environments.Select(e => (e.GetType(), new PluginOffer("environment", e.Name, null, e.Description, Defaults(e.OptionsType)))),
        .. catalog.Experts.Select(e => (e.GetType(), new PluginOffer("expert", e.Name, null, e.Description, Defaults(e.OptionsType)))),
        .. catalog.Detectors.Select(d => (d.Implementation, new PluginOffer("detector", d.Name, null, d.Description, Defaults(d.OptionsType)))),
    ];

    private static JsonObject Defaults(Type options) =>
        JsonSerializer.SerializeToNode(Activator.CreateInstance(options), options, EventJson.Options)!.AsObject();
}
