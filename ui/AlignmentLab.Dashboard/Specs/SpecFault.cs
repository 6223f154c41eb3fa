using System.Globalization;

namespace AlignmentLab.Dashboard.Specs;

/// <summary>One fault of a spec, in the words of the command line.</summary>
/// <param name="Message">With its place, such as <c>spec.yaml:7: options.rounds must be a whole number, not 'many'.</c></param>
/// <param name="Line">From 1; null where the fault is at no line of the text, as one of a setting.</param>
/// <param name="Text">What stands in that line.</param>
public sealed record SpecFault(string Message, int? Line, string Text)
{
    /// <param name="message">One fault a line.</param>
    /// <param name="source">The name that the spec was checked under.</param>
    public static IReadOnlyList<SpecFault> Of(string message, string source, string spec)
    {
        var lines = spec.ReplaceLineEndings("\n").Split('\n');
        return [.. message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(fault =>
            LineOf(fault, source) is { } line && line <= lines.Length ? new SpecFault(fault, line, lines[line - 1].Trim()) : new SpecFault(fault, null, ""))];
    }

    private static int? LineOf(string fault, string source)
    {
        if (!fault.StartsWith(source + ":", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = fault.AsSpan(source.Length + 1);
        var end = rest.IndexOf(':');
        return end > 0 && int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0 ? line : null;
    }
}
