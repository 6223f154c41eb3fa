using AlignmentLab.Core.Differences;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Differences;

/// <summary>Differing fields, a line each.</summary>
internal static class FieldText
{
    private const int Shown = 20;
    private const int ValueShown = 70;

    /// <param name="fields">One at least.</param>
    public static string Of(IReadOnlyList<JsonDifference> fields, string indent)
    {
        var lines = fields.Take(Shown).Select(f => $"{indent}{Path(f)}: {Value(f.Left)} -> {Value(f.Right)}");
        return string.Join('\n', fields.Count > Shown ? lines.Append($"{indent}and {Figures.Count(fields.Count - Shown)} more") : lines);
    }

    private static string Path(JsonDifference field) => field.Path.Length == 0 ? "(the whole)" : SafeText.Line(field.Path);

    private static string Value(System.Text.Json.JsonElement? value) => value is { } json ? SafeText.Shortened(json.GetRawText(), ValueShown) : "(none)";
}
