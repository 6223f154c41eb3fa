using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Plugins;

namespace AlignmentLab.Core.Plugins;

/// <summary>Finds things of the catalogue by the names that specs and events use.</summary>
public static class CatalogLookups
{
    public static AlgorithmDescriptor Algorithm(this IPluginCatalog catalog, string name) =>
        catalog.Algorithms.FirstOrDefault(a => a.Name == name) ?? throw Missing(catalog, "algorithm", name, catalog.Algorithms.Select(a => a.Name));

    public static IEnvironmentFactory Environment(this IPluginCatalog catalog, string name) =>
        catalog.Environments.FirstOrDefault(e => e.Name == name) ?? throw Missing(catalog, "environment", name, catalog.Environments.Select(e => e.Name));

    public static DetectorDescriptor Detector(this IPluginCatalog catalog, string name) =>
        catalog.Detectors.FirstOrDefault(d => d.Name == name) ?? throw Missing(catalog, "detector", name, catalog.Detectors.Select(d => d.Name));

    public static IScriptedExpertFactory Expert(this IPluginCatalog catalog, string name) =>
        catalog.Experts.FirstOrDefault(e => e.Name == name) ?? throw Missing(catalog, "expert", name, catalog.Experts.Select(e => e.Name));

    public static IJudgeFactory Judge(this IPluginCatalog catalog, string name) =>
        catalog.Judges.FirstOrDefault(j => j.Name == name) ?? throw Missing(catalog, "judge", name, catalog.Judges.Select(j => j.Name));

    public static EffectDescriptor Effect(this IPluginCatalog catalog, string name) =>
        catalog.Effects.FirstOrDefault(e => EffectAttribute.Of(e.EffectType).Name == name)
        ?? throw Missing(catalog, "effect", name, catalog.Effects.Select(e => EffectAttribute.Of(e.EffectType).Name));

    private static InvalidInputException Missing(IPluginCatalog catalog, string kind, string name, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        var quarantined = catalog.Plugins.Where(p => p.Quarantine is not null).Select(p => p.Id).ToList();
        return new InvalidInputException(
            $"There is no {kind} '{name}'{NearestName.Suggestion(name, names)} "
            + (names.Count == 0 ? $"No installed plugin offers any {kind}." : $"There are: {string.Join(", ", names)}.")
            + (quarantined.Count == 0 ? "" : $" Quarantined plugins offer nothing: {string.Join(", ", quarantined)} (`alab plugins list` says why)."));
    }
}
