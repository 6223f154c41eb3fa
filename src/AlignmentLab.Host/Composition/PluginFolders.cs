using AlignmentLab.Errors;

namespace AlignmentLab.Host.Composition;

/// <summary>Where plugins are looked for. Of two plugins with one id the first is taken.</summary>
internal static class PluginFolders
{
    public const string Variable = "ALAB_PLUGINS";

    /// <summary>The bundled ones, then those of <c>$ALAB_PLUGINS</c>, then the lab's own.</summary>
    /// <exception cref="InvalidInputException">The variable names something that is no folder of plugins.</exception>
    public static IReadOnlyList<string> Of(LabLocation lab) =>
    [
        Path.Combine(AppContext.BaseDirectory, "plugins"),
        .. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Named),
        lab.Plugins,
    ];

    private static string Named(string path)
    {
        var folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException($"${Variable} names '{path}', and there is no such folder. It holds one subfolder a plugin.");
        }

        return File.Exists(Path.Combine(folder, "plugin.json"))
            ? throw new InvalidInputException($"${Variable} names '{path}', which is a plugin itself; name the folder that it lies in.")
            : folder;
    }
}
