using System.Security.Cryptography;
using System.Text;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Transparency;

/// <summary>
/// A text with a signature under it, in the signed-note form of C2SP: the text, an empty line, and a line of an em dash, the
/// key's name, and in base64 the first four bytes of the key's hash followed by the signature (ECDSA P-256 over SHA-256, DER).
/// </summary>
/// <param name="Text">Ends with a line feed and holds no empty line.</param>
public sealed record SignedNote(string Text, string KeyName, ReadOnlyMemory<byte> KeyHash, ReadOnlyMemory<byte> Signature)
{
    private const int KeyHashSize = 4;
    private const string Dash = "\u2014 ";

    /// <summary>Signs a text with a key that is named after its own hash.</summary>
    /// <param name="publicKey">DER SubjectPublicKeyInfo.</param>
    public static SignedNote Sign(string text, ReadOnlyMemory<byte> publicKey, Func<byte[], ReadOnlyMemory<byte>> sign)
    {
        if (!text.EndsWith('\n') || text.StartsWith('\n') || text.Contains("\n\n", StringComparison.Ordinal))
        {
            throw new ArgumentException("A note ends with a line feed and has no empty line.", nameof(text));
        }

        return new SignedNote(text, NameOf(publicKey), Sha256.Of(publicKey.Span).ToArray().AsMemory(0, KeyHashSize), sign(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>How notes name a key: <c>alignmentlab/</c> and 16 hexadecimal digits of the hash of its DER.</summary>
    public static string NameOf(ReadOnlyMemory<byte> publicKey) => "alignmentlab/" + Sha256.Of(publicKey.Span).ToString()[..16];

    /// <summary>Whether the key made the signature, and the text is what it was made over.</summary>
    /// <param name="publicKey">DER SubjectPublicKeyInfo of a P-256 key.</param>
    public bool IsSignedBy(ReadOnlyMemory<byte> publicKey)
    {
        if (KeyName != NameOf(publicKey) || !KeyHash.Span.SequenceEqual(Sha256.Of(publicKey.Span).AsSpan()[..KeyHashSize]))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey.Span, out _);
        return key.VerifyData(Encoding.UTF8.GetBytes(Text), Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <exception cref="FormatException">The text is no note with one signature.</exception>
    public static SignedNote Parse(string note)
    {
        var end = note.IndexOf("\n\n" + Dash, StringComparison.Ordinal);
        var lines = end < 0 ? [] : note[(end + 2)..].Split('\n');
        if (lines is not [var line, ""] || line[Dash.Length..].Split(' ') is not [var name, var encoded])
        {
            throw new FormatException("It does not end with an empty line and one signature line; it is truncated, or no signed note.");
        }

        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length) || length <= KeyHashSize)
        {
            throw new FormatException("Its signature is not base64 of a key hash and a signature.");
        }

        return new SignedNote(note[..(end + 1)], name, bytes.AsMemory(0, KeyHashSize), bytes.AsMemory(KeyHashSize, length - KeyHashSize));
    }

    public override string ToString() =>
        $"{Text}\n{Dash}{KeyName} {Convert.ToBase64String([.. KeyHash.Span, .. Signature.Span])}\n";
}
