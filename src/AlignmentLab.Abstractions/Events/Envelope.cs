namespace AlignmentLab.Events;

/// <summary>An event on its way into a stream. The store gives it a version, a position, a time and its hashes.</summary>
/// <param name="Id">Names the event for ever; a second append of the same id to the same stream is answered with the first.</param>
/// <param name="Type">The stored, versioned name, such as <c>rollout-recorded.v1</c>.</param>
/// <param name="Data">The payload: one UTF-8 JSON object.</param>
public sealed record NewEvent(EventId Id, string Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>The author of what the platform does by itself.</summary>
    public const string Platform = "alab";

    /// <summary>The effect that the event belongs to, if any.</summary>
    public CallId? Call { get; init; }

    /// <summary>Who caused it: a user, a plugin, or the platform itself.</summary>
    public string Author { get; init; } = Platform;

    /// <summary>The event that led to this one, if any.</summary>
    public EventId? Causation { get; init; }
}

/// <summary>An event as the log holds it.</summary>
/// <param name="Position">Place in the whole log, from 1; larger is later. Gapless on the embedded store.</param>
/// <param name="Version">Place in its stream, from 0, without gaps.</param>
/// <param name="RecordedAt">When the store took it, to the microsecond, UTC.</param>
/// <param name="ContentHash">Covers type, call id and data: <see cref="EventChain.ContentHash"/>.</param>
/// <param name="ChainHash">Covers the predecessor's chain hash, the content hash and all metadata: <see cref="EventChain.Link"/>.</param>
public sealed record RecordedEvent(
    StreamId Stream,
    long Version,
    long Position,
    EventId Id,
    string Type,
    CallId? Call,
    ReadOnlyMemory<byte> Data,
    DateTimeOffset RecordedAt,
    string Author,
    EventId? Causation,
    Sha256 ContentHash,
    Sha256 ChainHash);

/// <summary>A stream's end: its last version (from 0), the number of events, and the chain hash of its last event, the root.</summary>
public readonly record struct StreamHead(StreamId Stream, long Version, Sha256 Root);

/// <summary>What an append did.</summary>
/// <param name="FirstVersion">Version of the first event of the batch.</param>
/// <param name="LastVersion">Version of the last event of the batch.</param>
/// <param name="LastPosition">Position of the last event of the batch in the whole log.</param>
/// <param name="Root">The chain hash of the last event of the batch.</param>
/// <param name="AlreadyAppended">True when the store held the batch already and appended nothing.</param>
public readonly record struct AppendResult(long FirstVersion, long LastVersion, long LastPosition, Sha256 Root, bool AlreadyAppended);

/// <summary>The stream's head was not what the writer expected; nothing was appended.</summary>
public sealed class WrongExpectedVersionException(StreamId stream, ExpectedVersion expected, long actual)
    : Exception($"Stream {stream} is at version {actual}, the append expected {expected}.")
{
    public StreamId Stream { get; } = stream;

    /// <summary>The version of the stream's last event, -1 when there is none.</summary>
    public long ActualVersion { get; } = actual;
}
