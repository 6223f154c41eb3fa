using System.Globalization;

namespace AlignmentLab.Events;

/// <summary>A stored type in its parts: <c>label-requested</c> and 1 for <c>label-requested.v1</c>.</summary>
/// <param name="Version">From 1.</param>
public readonly record struct EventTypeName(string Name, int Version)
{
    /// <summary>The parts of a stored type; null where it has no version.</summary>
    public static EventTypeName? Parse(string type) =>
        type.LastIndexOf(".v", StringComparison.Ordinal) is > 0 and var end
        && int.TryParse(type.AsSpan(end + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? new EventTypeName(type[..end], version)
            : null;

    /// <summary>Whether a stored type is some version of a name.</summary>
    public static bool IsVersionOf(string type, string name) =>
        type.Length > name.Length + 2 && type.StartsWith(name, StringComparison.Ordinal) && type.AsSpan(name.Length).StartsWith(".v");

    public override string ToString() => $"{Name}.v{Version}";
}
