using System.Text.RegularExpressions;

namespace AlignmentLab.Dashboard.Parts;

/// <summary>Sentences of the platform and of plugins as the pages show them.</summary>
public static partial class Prose
{
    private const char NoBreak = '\u00a0';

    /// <summary>The same words, with no number parted from its unit at the end of a line: <c>26 %</c>, <c>1.3 s</c>, <c>5 MiB</c>.</summary>
    public static string Of(string text) => BeforeUnit().Replace(text, static space => space.Value.Replace(' ', NoBreak));

    [GeneratedRegex("[0-9] (%|(ms|s|min|h|d|M|B|KiB|MiB|GiB|m|rad|N)\\b)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BeforeUnit();
}
