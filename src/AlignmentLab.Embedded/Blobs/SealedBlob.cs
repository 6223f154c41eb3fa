using System.Security.Cryptography;

namespace AlignmentLab.Embedded.Blobs;

/// <summary>A blob as its file holds it: the mark <c>ALABBLOB</c>, a nonce, a tag, and the content under AES-256-GCM.</summary>
internal static class SealedBlob
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Bytes that a file has beyond its content.</summary>
    public const int Overhead = 8 + NonceSize + TagSize;

    private static ReadOnlySpan<byte> Mark => "ALABBLOB"u8;

    public static byte[] Seal(ReadOnlySpan<byte> content, byte[] key)
    {
        var file = new byte[Overhead + content.Length];
        Mark.CopyTo(file);
        var nonce = file.AsSpan(Mark.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, content, file.AsSpan(Overhead), file.AsSpan(Mark.Length + NonceSize, TagSize));
        return file;
    }

    /// <summary>Whether the bytes are a sealed blob, as far as their beginning tells.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> file) => file.Length >= Overhead && file.StartsWith(Mark);

    /// <summary>The content, or null when the key does not open it or it was changed.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> file, byte[] key)
    {
        var content = new byte[file.Length - Overhead];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(file.Slice(Mark.Length, NonceSize), file[Overhead..], file.Slice(Mark.Length + NonceSize, TagSize), content);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
