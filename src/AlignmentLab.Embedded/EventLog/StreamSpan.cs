using System.Buffers.Binary;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>Consecutive versions of a stream that lie at consecutive positions of the log.</summary>
/// <param name="Version">The first version.</param>
/// <param name="Position">Its position.</param>
/// <param name="Count">How many.</param>
internal readonly record struct StreamSpan(long Version, long Position, long Count)
{
    private const int EncodedSize = 16;

    /// <summary>The version after the last one.</summary>
    public long End => Version + Count;

    /// <summary>Packs consecutive spans of one stream: position and count of each, 64 bits each, little-endian.</summary>
    public static byte[] Encode(IReadOnlyList<StreamSpan> spans)
    {
        var bytes = new byte[spans.Count * EncodedSize];
        for (var i = 0; i < spans.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * EncodedSize), spans[i].Position);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((i * EncodedSize) + 8), spans[i].Count);
        }

        return bytes;
    }

    /// <summary>Adds the packed spans to a list.</summary>
    /// <param name="version">The first version of the first span.</param>
    public static void Decode(ReadOnlySpan<byte> bytes, long version, List<StreamSpan> into)
    {
        for (; !bytes.IsEmpty; bytes = bytes[EncodedSize..])
        {
            var span = new StreamSpan(version, BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]));
            into.Add(span);
            version = span.End;
        }
    }
}
