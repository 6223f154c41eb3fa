using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.Schema;
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
/// <param name="Kind"><c>algorithm</c>, <c>environment</c>, <c>expert</c>, <c>judge</c> or <c>detector</c>.</param>
/// <param name="Version">Of an algorithm; null for the others.</param>
/// <param name="Options">The defaults.</param>
/// <param name="Settings">Every option with its type, default and meaning, those without a default among them.</param>
internal sealed record PluginOffer(string Kind, string Name, int? Version, string Description, JsonObject Options, IReadOnlyList<OptionDescription> Settings)
{
    /// <summary>All that the catalogue holds, each with a type of the plugin that it comes from.</summary>
    public static IEnumerable<(Type Type, PluginOffer Offer)> All(IPluginCatalog catalog)
    {
        var documentation = new OptionDocumentation();
        return
        [
            .. catalog.Algorithms.Select(a => (a.Implementation, Of("algorithm", a.Name, a.Version, a.Description, a.OptionsType))),
            .. catalog.Environments.Select(e => (e.GetType(), Of("environment", e.Name, null, e.Description, e.OptionsType))),
            .. catalog.Experts.Select(e => (e.GetType(), Of("expert", e.Name, null, e.Description, e.OptionsType))),
            .. catalog.Judges.Select(j => (j.GetType(), Of("judge", j.Name, null, j.Description, j.OptionsType))),
            .. catalog.Detectors.Select(d => (d.Implementation, Of("detector", d.Name, null, d.Description, d.OptionsType))),
        ];

        PluginOffer Of(string kind, string name, int? version, string description, Type options) =>
            new(kind, name, version, description, Defaults(options), OptionList.Of(options, documentation));
    }

    private static JsonObject Defaults(Type options) =>
        JsonSerializer.SerializeToNode(Activator.CreateInstance(options), options, EventJson.Options)!.AsObject();
}
