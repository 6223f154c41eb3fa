using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlignmentLab.Dashboard.Parts;

/// <summary>JSON as block YAML. A text that could be read as something else keeps its quotes, which YAML shares with JSON.</summary>
public static partial class YamlText
{
    // Words that some YAML reader takes for a boolean or null.
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "yes", "no", "on", "off", "null", "y", "n" };

    public static string Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(text, document.RootElement, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement element, int indent)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Line(text, indent, $"{Key(property.Name)}:", property.Value);
            }
        }
        else
        {
            foreach (var item in element.EnumerateArray())
            {
                Line(text, indent, "-", item);
            }
        }
    }

    private static void Line(StringBuilder text, int indent, string head, JsonElement value)
    {
        text.Append(' ', indent).Append(head);
        if (IsEmpty(value))
        {
            text.Append(value.ValueKind == JsonValueKind.Object ? " {}\n" : " []\n");
        }
        else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            text.Append('\n');
            Write(text, value, indent + 2);
        }
        else
        {
            text.Append(' ').Append(Scalar(value)).Append('\n');
        }
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static string Scalar(JsonElement value) => value.ValueKind == JsonValueKind.String && IsPlain(value.GetString()!) ? value.GetString()! : value.GetRawText();

    private static string Key(string name) => IsPlain(name) ? name : JsonSerializer.Serialize(name);

    private static bool IsPlain(string text) => Word().IsMatch(text) && !Taken.Contains(text);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_./-]*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
