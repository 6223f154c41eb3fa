using System.Globalization;
using System.Text;

namespace AlignmentLab.Host.Terminal;

/// <summary>
/// Makes text from models, plugins, specs and users safe to show. Control characters (escape sequences among them), bidi
/// controls, other invisible format characters and lone surrogates are written as <c>\u001b</c>, so that nothing can move the
/// cursor, recolour, reorder or hide what stands around it, and an auditor sees that it was tried.
/// </summary>
internal static class SafeText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>One line: line breaks are escaped as well.</summary>
    public static string Line(string text) => Escape(text, keepLineBreaks: false);

    /// <summary>Text of several lines: line feeds stay, carriage returns before them go.</summary>
    public static string Block(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), keepLineBreaks: true);

    /// <summary>JSON text of one line. The escapes are JSON's own, so a reader gets back exactly what was written.</summary>
    public static string Json(string json) => Escape(json, keepLineBreaks: false);

    /// <summary>At most <paramref name="length"/> characters of a safe line, with an ellipsis where something was left out.</summary>
    public static string Shortened(string text, int length)
    {
        var line = Line(text);
        return line.Length <= length ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1), "…");
    }

    private static string Escape(string text, bool keepLineBreaks)
    {
        StringBuilder? escaped = null;
        var index = 0;
        while (index < text.Length)
        {
            var isWhole = Rune.TryGetRuneAt(text, index, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            if (isWhole && (IsSafe(rune) || (keepLineBreaks && rune.Value == '\n')))
            {
                escaped?.Append(text, index, length);
            }
            else
            {
                escaped ??= new StringBuilder(text, 0, index, text.Length + 16);
                for (var unit = index; unit < index + length; unit++)
                {
                    escaped.Append("\\u").Append(((int)text[unit]).ToString("x4", CultureInfo.InvariantCulture));
                }
            }

            index += length;
        }

        return escaped?.ToString() ?? text;
    }

    private static bool IsSafe(Rune rune) => rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner || (rune.Value is >= 0x20 and < 0x7F) || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
