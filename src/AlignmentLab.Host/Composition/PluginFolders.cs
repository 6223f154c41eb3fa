namespace AlignmentLab.Host.Composition;

/// <summary>Where plugins are looked for. Of two plugins with one id the first is taken.</summary>
internal static class PluginFolders
{
    public const string Variable = "ALAB_PLUGINS";

    /// <summary>The bundled ones, then those of <c>$ALAB_PLUGINS</c>, then the lab's own.</summary>
    public static IReadOnlyList<string> Of(LabLocation lab) =>
    [
        Path.Combine(AppContext.BaseDirectory, "plugins"),
        .. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath),
        lab.Plugins,
    ];
}
