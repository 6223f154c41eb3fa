using AlignmentLab.Plugins;
using MediatR;

namespace AlignmentLab.Core.Plugins;

/// <summary>The installed plugins, the quarantined ones first, and last what the platform itself offers, such as people as experts and judges.</summary>
public sealed record ListPlugins : IRequest<IReadOnlyList<InstalledPlugin>>;

/// <summary>A plugin with the names that a spec can use of it.</summary>
public sealed record InstalledPlugin(PluginStatus Status, IReadOnlyList<PluginNames> Offers);

/// <summary>What a plugin offers of one kind, such as algorithms.</summary>
public sealed record PluginNames(string Kind, IReadOnlyList<string> Names);

internal sealed class ListPluginsHandler(IPluginCatalog catalog) : IRequestHandler<ListPlugins, IReadOnlyList<InstalledPlugin>>
{
    private static readonly PluginStatus Platform = new(
        PlatformPlugin.Id, PluginContract.Current.ToString(), "The platform itself", "What is there without any plugin.", "", null, null);

    public Task<IReadOnlyList<InstalledPlugin>> Handle(ListPlugins request, CancellationToken cancellationToken)
    {
        PluginNames Offered<T>(PluginStatus plugin, string kind, IEnumerable<T> all, Func<T, Type> type, Func<T, string> name) =>
            new(kind, [.. all.Where(o => (catalog.PluginOf(type(o))?.Id ?? PlatformPlugin.Id) == plugin.Id).Select(name)]);

        return Task.FromResult<IReadOnlyList<InstalledPlugin>>([.. catalog.Plugins.OrderBy(p => p.Quarantine is null).ThenBy(p => p.Id, StringComparer.Ordinal).Append(Platform).Select(p => new InstalledPlugin(p,
        [
            .. new[]
            {
                Offered(p, "Algorithms", catalog.Algorithms, a => a.Implementation, a => a.Name),
                Offered(p, "Environments", catalog.Environments, e => e.GetType(), e => e.Name),
                Offered(p, "Experts", catalog.Experts, e => e.GetType(), e => e.Name),
                Offered(p, "Judges", catalog.Judges, j => j.GetType(), j => j.Name),
                Offered(p, "Detectors", catalog.Detectors, d => d.Implementation, d => d.Name),
            }.Where(o => o.Names.Count > 0),
        ]))]);
    }
}
