using System.Buffers.Text;
using System.Text;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>An artifact that an event refers to.</summary>
/// <param name="Version">Of the event.</param>
internal readonly record struct ReferredArtifact(Sha256 Hash, long Length, StreamId Stream, long Version)
{
    private const int HexLength = 2 * Sha256.Size;

    private static ReadOnlySpan<byte> Opening => "{\"hash\":\""u8;

    private static ReadOnlySpan<byte> Between => "\",\"length\":"u8;

    /// <summary>The artifacts in an event's data, in their order.</summary>
    public static List<ReferredArtifact> In(RecordedEvent e)
    {
        var found = new List<ReferredArtifact>();
        AddAll(e, found);
        return found;
    }

    /// <summary>
    /// Adds the artifacts in an event's data. They are looked for as the bytes in which <see cref="Serialization.EventJson"/>
    /// writes an <see cref="AlignmentLab.Artifacts.Artifact"/>, which is many times faster than parsing a million events.
    /// </summary>
    public static void AddAll(RecordedEvent e, List<ReferredArtifact> into)
    {
        var data = e.Data.Span;
        for (var found = data.IndexOf(Opening); found >= 0; found = data.IndexOf(Opening))
        {
            data = data[(found + Opening.Length)..];
            if (data.Length > HexLength && data[HexLength..].StartsWith(Between)
                && Sha256.TryParse(Encoding.UTF8.GetString(data[..HexLength]), out var hash)
                && Utf8Parser.TryParse(data[(HexLength + Between.Length)..], out long length, out _))
            {
                into.Add(new ReferredArtifact(hash, length, e.Stream, e.Version));
            }
        }
    }
}
