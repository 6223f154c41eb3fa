using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>Tells somebody who wrote an option at the top of a spec, or <c>--set epochs=5</c>, where it belongs.</summary>
internal static class MisplacedKeys
{
    private static readonly HashSet<string> OfASpec = KeysOf(typeof(RunSpec));

    /// <exception cref="InvalidInputException">A key is none of a spec's and is one of the algorithm's or environment's options.</exception>
    public static void Check(SpecMap root, IPluginCatalog catalog)
    {
        var algorithm = NameAt(root, "algorithm") is { } a ? catalog.Algorithms.FirstOrDefault(d => d.Name == a) : null;
        var environment = NameAt(root, "environment") is { } e ? catalog.Environments.FirstOrDefault(f => f.Name == e) : null;
        foreach (var (key, place, _) in root.Entries.Where(entry => !OfASpec.Contains(entry.Key)))
        {
            if (algorithm is not null && KeysOf(algorithm.OptionsType).Contains(key))
            {
                throw new InvalidInputException($"{place}: '{key}' is an option of {algorithm.Name}: write options.{key}.");
            }

            if (environment is not null && KeysOf(environment.OptionsType).Contains(key))
            {
                throw new InvalidInputException($"{place}: '{key}' is an option of {environment.Name}: write environment.options.{key}.");
            }
        }
    }

    private static string? NameAt(SpecMap root, string key) => (root.At($"{key}.name") ?? root.Find(key)) is SpecScalar name ? name.Text : null;

    private static HashSet<string> KeysOf(Type type) => SpecBinder.Properties(type).Select(SpecBinder.KeyOf).ToHashSet(StringComparer.Ordinal);
}
