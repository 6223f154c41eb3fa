namespace AlignmentLab.Core.Plugins;

/// <summary>The id under which the platform's own effects and policies are recorded.</summary>
public static class PlatformPlugin
{
    public const string Id = "alignmentlab.platform";
}
