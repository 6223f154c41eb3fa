using System.Text.Json;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Projections;

/// <summary>
/// Tells from an event alone what part it plays, without the plugin that defines it: the type of a request says so by its
/// name, and a result names the request as its cause.
/// </summary>
internal static class EventRole
{
    public static bool IsRequest(string type) => type.Contains("-requested.", StringComparison.Ordinal);

    /// <summary>How many states a request asks the expert about; 0 where it asks nothing.</summary>
    public static long ExpertQueries(RecordedEvent e)
    {
        var reader = new Utf8JsonReader(e.Data.Span);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("expertQueries"u8))
            {
                return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var queries) ? queries : 0;
            }
        }

        return 0;
    }
}
