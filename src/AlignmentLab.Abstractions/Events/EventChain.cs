using System.Buffers.Binary;
using System.Text;

namespace AlignmentLab.Events;

/// <summary>
/// The two hashes of an event. Every store computes them with this class when it appends, so that a chain can be checked
/// the same way whichever engine holds it. Fields are length-prefixed (32-bit little-endian), so that no two different
/// events have the same input bytes; -1 stands for an absent field.
/// </summary>
public static class EventChain
{
    /// <summary>The predecessor's chain hash of a stream's first event: 32 zero bytes.</summary>
    public static Sha256 Genesis => default;

    /// <summary>SHA-256 over type, call id and data.</summary>
    public static Sha256 ContentHash(string type, CallId? call, ReadOnlySpan<byte> data)
    {
        var size = 12 + Encoding.UTF8.GetMaxByteCount(type.Length)
            + (call is { } id ? Encoding.UTF8.GetMaxByteCount(id.Value.Length) : 0) + data.Length;
        byte[]? rented = null;
        var buffer = size <= 1024 ? stackalloc byte[1024] : rented = System.Buffers.ArrayPool<byte>.Shared.Rent(size);
        var used = WriteText(buffer, type);
        used += WriteText(buffer[used..], call?.Value);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[used..], data.Length);
        data.CopyTo(buffer[(used + 4)..]);
        var hash = Sha256.Of(buffer[..(used + 4 + data.Length)]);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>
    /// SHA-256 over the predecessor's chain hash, the content hash, and the metadata: stream name, version, event id,
    /// time in microseconds since 1970, author, causation.
    /// </summary>
    public static Sha256 Link(
        in Sha256 previous, in Sha256 content, StreamId stream, long version, EventId id, DateTimeOffset recordedAt, string author, EventId? causation)
    {
        var size = 128 + Encoding.UTF8.GetMaxByteCount(stream.Value.Length) + Encoding.UTF8.GetMaxByteCount(author.Length);
        var buffer = size <= 1024 ? stackalloc byte[1024] : new byte[size];
        previous.AsSpan().CopyTo(buffer);
        content.AsSpan().CopyTo(buffer[32..]);
        var used = 64;
        used += WriteText(buffer[used..], stream.Value);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[used..], version);
        used += 8;
        id.Value.TryWriteBytes(buffer[used..], bigEndian: true, out _);
        used += 16;
        BinaryPrimitives.WriteInt64LittleEndian(buffer[used..], UnixMicroseconds(recordedAt));
        used += 8;
        used += WriteText(buffer[used..], author);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[used..], causation is null ? -1 : 16);
        used += 4;
        if (causation is { } cause)
        {
            cause.Value.TryWriteBytes(buffer[used..], bigEndian: true, out _);
            used += 16;
        }

        return Sha256.Of(buffer[..used]);
    }

    /// <summary>The two hashes of an event as they follow from its own fields and its predecessor's chain hash.</summary>
    public static (Sha256 Content, Sha256 Chain) Recompute(RecordedEvent e, in Sha256 previous)
    {
        var content = ContentHash(e.Type, e.Call, e.Data.Span);
        return (content, Link(previous, content, e.Stream, e.Version, e.Id, e.RecordedAt, e.Author, e.Causation));
    }

    /// <summary>Checks that recorded events of one stream go on from a root, each with the hashes that follow from its fields.</summary>
    /// <param name="root">The chain hash of the event before the first.</param>
    /// <param name="version">The version that the first must have.</param>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public static void CheckContinues(in Sha256 root, long version, IReadOnlyList<RecordedEvent> events)
    {
        var previous = root;
        foreach (var e in events)
        {
            if (e.Version != version++ || e.Stream != events[0].Stream || Recompute(e, previous) != (e.ContentHash, e.ChainHash))
            {
                throw new ArgumentException($"{e.Stream} version {e.Version} does not carry on the hash chain: it was changed, or events before it are missing.", nameof(events));
            }

            previous = e.ChainHash;
        }
    }

    /// <summary>Microseconds since 1970-01-01 UTC: the resolution in which times are stored and hashed.</summary>
    public static long UnixMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The inverse of <see cref="UnixMicroseconds"/>.</summary>
    public static DateTimeOffset FromUnixMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.UtcTicks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static int WriteText(Span<byte> buffer, string? text)
    {
        if (text is null)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, -1);
            return 4;
        }

        var length = Encoding.UTF8.GetBytes(text, buffer[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(buffer, length);
        return 4 + length;
    }
}
