using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AlignmentLab.Events;

/// <summary>The name of a stream, such as <c>run-3f9a</c>: 1 to 200 characters from <c>a-z A-Z 0-9 - _ . $ /</c>.</summary>
/// <exception cref="ArgumentException">The name is empty, too long or has another character.</exception>
public readonly record struct StreamId
{
    private readonly string? _value;

    public StreamId(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (value.Length > 200 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '$' or '/'))
        {
            throw new ArgumentException($"'{value}' is no stream name: use 1 to 200 of a-z A-Z 0-9 - _ . $ /", nameof(value));
        }

        _value = value;
    }

    public string Value => _value ?? throw new InvalidOperationException("This stream id was never set.");

    /// <summary>The part of the name before its first hyphen, by which streams of one kind are listed.</summary>
    public string Category => Value.IndexOf('-') is var i && i < 0 ? Value : Value[..i];

    public override string ToString() => Value;
}

/// <summary>Names one event for ever. Appending the same id twice to one stream appends it once.</summary>
public readonly record struct EventId(Guid Value)
{
    /// <summary>
    /// An id that depends on nothing but its parts, for events that a retry or a second process may write again.
    /// </summary>
    public static EventId Deterministic(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var utf8 = System.Text.Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
            hash.AppendData(length);
            hash.AppendData(utf8);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new EventId(new Guid(digest[..16], bigEndian: true));
    }

    /// <summary>
    /// A fresh id that sorts by time to a quarter of a microsecond, so that an index over ids grows at its end. A UUID of
    /// version 7 whose 12 bits after the milliseconds hold their fraction (RFC 9562, section 6.2, method 3); 62 bits are random.
    /// </summary>
    public static EventId New(TimeProvider time)
    {
        var now = time.GetUtcNow();
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var fraction = now.UtcTicks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | fraction));
        return new EventId(new Guid(bytes, bigEndian: true));
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>
/// The name of one effect within its run: branch keys, then the ordinal within the branch, then the effect's name,
/// such as <c>3/2/train</c>. The same algorithm on the same history gives the same ids.
/// </summary>
public readonly record struct CallId(string Value) : IComparable<CallId>
{
    /// <summary>Where in the call tree it is asked, without what is asked there: <c>3/2</c> of <c>3/2/train</c>.</summary>
    public string Place => Value[..Math.Max(0, Value.LastIndexOf('/'))];

    public override string ToString() => Value;

    /// <summary>Orders segment by segment, whole numbers by their value, so that <c>10/label</c> follows <c>9/label</c>.</summary>
    public int CompareTo(CallId other) => CallOrder.Compare<char>(Value, other.Value);

    public static bool operator <(CallId left, CallId right) => left.CompareTo(right) < 0;
    public static bool operator >(CallId left, CallId right) => left.CompareTo(right) > 0;
    public static bool operator <=(CallId left, CallId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(CallId left, CallId right) => left.CompareTo(right) >= 0;
}

/// <summary>What the writer believes of a stream's head when it appends.</summary>
public readonly record struct ExpectedVersion
{
    private ExpectedVersion(long value) => Value = value;

    /// <summary>-2 any, -1 no stream, else the version of the last event.</summary>
    public long Value { get; }

    /// <summary>Append whatever the stream holds.</summary>
    public static ExpectedVersion Any => new(-2);

    /// <summary>The stream must not exist yet.</summary>
    public static ExpectedVersion NoStream => new(-1);

    /// <summary>The last event must have this version (0 for the first event of a stream).</summary>
    public static ExpectedVersion Exactly(long version) =>
        version >= -1 ? new(version) : throw new ArgumentOutOfRangeException(nameof(version), version, "A version is -1 or more.");

    public override string ToString() => Value switch { -2 => "any", -1 => "no stream", _ => $"version {Value}" };
}
