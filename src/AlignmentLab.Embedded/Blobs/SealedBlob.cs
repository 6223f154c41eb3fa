using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AlignmentLab.Embedded.Blobs;

/// <summary>
/// A blob as its file holds it: the mark <c>ALABBLOB</c>, the number of its key (64 bits, little-endian), a nonce, a tag, and the
/// content under AES-256-GCM.
/// </summary>
internal static class SealedBlob
{
    private const int HeaderSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int TagAt = HeaderSize + NonceSize;

    /// <summary>Bytes that a file has beyond its content.</summary>
    public const int Overhead = TagAt + TagSize;

    private static ReadOnlySpan<byte> Mark => "ALABBLOB"u8;

    public static byte[] Seal(ReadOnlySpan<byte> content, BlobKey key)
    {
        var file = new byte[Overhead + content.Length];
        Mark.CopyTo(file);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(Mark.Length), key.Number);
        var nonce = file.AsSpan(HeaderSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key.Bytes, TagSize);
        cipher.Encrypt(nonce, content, file.AsSpan(Overhead), file.AsSpan(TagAt, TagSize), file.AsSpan(0, HeaderSize));
        return file;
    }

    /// <summary>The number of the key, or null where the bytes are no sealed blob.</summary>
    public static long? KeyOf(ReadOnlySpan<byte> file) =>
        file.Length >= Overhead && file.StartsWith(Mark) ? BinaryPrimitives.ReadInt64LittleEndian(file[Mark.Length..]) : null;

    /// <summary>The content, or null when the key does not open it or it was changed.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> file, byte[] key)
    {
        var content = new byte[file.Length - Overhead];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(file.Slice(HeaderSize, NonceSize), file[Overhead..], file.Slice(TagAt, TagSize), content, file[..HeaderSize]);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
