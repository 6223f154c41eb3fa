using System.Text;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Exports;

/// <summary>One line of a stream's entry in an export: an event, all that its hashes cover.</summary>
/// <param name="RecordedAt">Microseconds since 1970-01-01 UTC.</param>
/// <param name="Data">The payload's JSON, as text so that not a byte of it changes.</param>
internal sealed record ExportedEvent(
    long Version, EventId Id, string Type, CallId? Call, long RecordedAt, string Author, EventId? Causation, string Data, Sha256 ContentHash, Sha256 ChainHash)
{
    public static ExportedEvent Of(RecordedEvent e) => new(
        e.Version, e.Id, e.Type, e.Call, EventChain.UnixMicroseconds(e.RecordedAt), e.Author, e.Causation, Encoding.UTF8.GetString(e.Data.Span), e.ContentHash, e.ChainHash);

    public RecordedEvent In(StreamId stream) => new(
        stream, Version, 0, Id, Type, Call, Encoding.UTF8.GetBytes(Data), EventChain.FromUnixMicroseconds(RecordedAt), Author, Causation, ContentHash, ChainHash);
}
