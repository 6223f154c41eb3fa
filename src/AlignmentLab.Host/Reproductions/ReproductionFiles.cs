using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Reproductions;

/// <summary>The reproductions that come with the program, one file each, and those that a path names.</summary>
internal static class ReproductionFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "experiments", "reproductions");

    /// <summary>Their names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)]
        : [];

    /// <exception cref="InvalidInputException">There is no such reproduction.</exception>
    public static string PathOf(string name)
    {
        if (File.Exists(name))
        {
            return name;
        }

        return Names().Contains(name) ? Path.Combine(Folder, name + ".yaml") : throw new InvalidInputException(
            $"There is no reproduction '{name}'{NearestName.Suggestion(name, Names())} There are: {string.Join(", ", Names())}; or give the path of a file.");
    }
}
