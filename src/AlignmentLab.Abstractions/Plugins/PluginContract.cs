namespace AlignmentLab.Plugins;

/// <summary>The version of this contract, which a plugin's manifest gives a range for: [min, max).</summary>
public static class PluginContract
{
    public static Version Current { get; } = new(0, 1);
}
