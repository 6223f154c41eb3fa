using System.Text.Json.Nodes;
using AlignmentLab.Events;

namespace AlignmentLab.Tests.Core;

/// <summary>What events say, as JSON.</summary>
internal static class RecordedOutcomes
{
    /// <summary>The data of all events of a type, in the order of the log. What was worked out side by side may stand in any order.</summary>
    public static List<JsonNode> OfType(this IEnumerable<RecordedEvent> events, string type) => [.. events.Where(e => e.Type == type).Select(e => JsonNode.Parse(e.Data.Span)!)];

    /// <summary>Those of effects, in the order in which the algorithm asked.</summary>
    public static List<JsonNode> InCallOrder(this IEnumerable<RecordedEvent> events, string type) =>
        events.Where(e => e.Type == type).OrderBy(e => e.Call!.Value).OfType(type);
}
