using System.Globalization;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Transparency;

/// <summary>What a lab's Merkle tree was at a size, in the form of C2SP's tlog-checkpoint: origin, size, root in base64, a line each.</summary>
/// <param name="Origin">The name of the log's key: <see cref="SignedNote.NameOf"/>.</param>
public sealed record LogCheckpoint(string Origin, long Size, Sha256 Root)
{
    /// <exception cref="FormatException">The text is no checkpoint.</exception>
    public static LogCheckpoint Parse(string text)
    {
        if (text.Split('\n') is not [{ Length: > 0 } origin, var digits, var encoded, ""]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || digits != size.ToString(CultureInfo.InvariantCulture))
        {
            throw new FormatException("A checkpoint is three lines: the log's name, the size of its tree, the tree's root in base64.");
        }

        Span<byte> root = stackalloc byte[Sha256.Size];
        return Convert.TryFromBase64String(encoded, root, out var length) && length == Sha256.Size
            ? new LogCheckpoint(origin, size, new Sha256(root))
            : throw new FormatException("The checkpoint's third line is not the base64 of 32 bytes.");
    }

    public override string ToString() =>
        $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(Root.AsSpan())}\n";
}
