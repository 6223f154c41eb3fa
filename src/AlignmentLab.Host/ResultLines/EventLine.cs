using System.Text.Json.Nodes;
using AlignmentLab.Events;

namespace AlignmentLab.Host.ResultLines;

/// <summary>An event as the log holds it, its data as JSON.</summary>
internal sealed record EventLine(
    StreamId Stream, long Version, long Position, EventId Id, string Type, CallId? Call, DateTimeOffset RecordedAt, string Author, EventId? Causation, Sha256 ContentHash, Sha256 ChainHash, JsonNode? Data)
{
    public static EventLine Of(RecordedEvent e) => new(
        e.Stream, e.Version, e.Position, e.Id, e.Type, e.Call, e.RecordedAt, e.Author, e.Causation, e.ContentHash, e.ChainHash, JsonNode.Parse(e.Data.Span));
}
