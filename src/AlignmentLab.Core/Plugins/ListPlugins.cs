using MediatR;

namespace AlignmentLab.Core.Plugins;

/// <summary>The installed plugins, the quarantined ones first.</summary>
public sealed record ListPlugins : IRequest<IReadOnlyList<InstalledPlugin>>;

/// <summary>A plugin with the names that a spec can use of it.</summary>
public sealed record InstalledPlugin(PluginStatus Status, IReadOnlyList<PluginNames> Offers);

/// <summary>What a plugin offers of one kind, such as algorithms.</summary>
public sealed record PluginNames(string Kind, IReadOnlyList<string> Names);

internal sealed class ListPluginsHandler(IPluginCatalog catalog) : IRequestHandler<ListPlugins, IReadOnlyList<InstalledPlugin>>
{
    public Task<IReadOnlyList<InstalledPlugin>> Handle(ListPlugins request, CancellationToken cancellationToken)
    {
        PluginNames Offered<T>(PluginStatus plugin, string kind, IEnumerable<T> all, Func<T, Type> type, Func<T, string> name) =>
            new(kind, [.. all.Where(o => catalog.PluginOf(type(o))?.Id == plugin.Id).Select(name)]);

        return Task.FromResult<IReadOnlyList<InstalledPlugin>>([.. catalog.Plugins.OrderBy(p => p.Quarantine is null).ThenBy(p => p.Id, StringComparer.Ordinal).Select(p => new InstalledPlugin(p,
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
