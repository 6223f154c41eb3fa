using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AlignmentLab.Dashboard.Parts;

/// <summary>JSON for people.</summary>
public static class JsonText
{
    private const int Longest = 200_000;

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented; as it stands where it is no JSON, and cut where it is very long.</summary>
    public static string Indented(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Cut(JsonSerializer.Serialize(document.RootElement, Options));
        }
        catch (JsonException)
        {
            return Cut(Encoding.UTF8.GetString(json.Span));
        }
    }

    private static string Cut(string text) => text.Length <= Longest ? text : $"{text[..Longest]}\n... {text.Length - Longest:N0} more characters; `alab events` shows them.";
}
