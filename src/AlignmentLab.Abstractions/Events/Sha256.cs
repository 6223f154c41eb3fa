using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AlignmentLab.Events;

/// <summary>A SHA-256 value: 32 bytes, written as 64 lower-case hexadecimal digits.</summary>
public readonly struct Sha256 : IEquatable<Sha256>
{
    /// <summary>The size of a hash in bytes.</summary>
    public const int Size = 32;

    private readonly Bytes _bytes;

    public Sha256(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A SHA-256 has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        bytes.CopyTo(_bytes);
    }

    public static Sha256 Of(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Size];
        if (!ShortMessageSha256.TryCompute(data, digest))
        {
            SHA256.HashData(data, digest);
        }

        return new Sha256(digest);
    }

    /// <exception cref="FormatException">The text is not 64 hexadecimal digits.</exception>
    public static Sha256 Parse(string hex) => new(Convert.FromHexString(hex));

    public static bool TryParse(string hex, out Sha256 value)
    {
        value = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (hex.Length != Size * 2 || Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        value = new Sha256(bytes);
        return true;
    }

    [UnscopedRef]
    public ReadOnlySpan<byte> AsSpan() => _bytes;

    public byte[] ToArray() => AsSpan().ToArray();

    public bool Equals(Sha256 other) => AsSpan().SequenceEqual(other.AsSpan());
    public override bool Equals(object? obj) => obj is Sha256 other && Equals(other);
    public override int GetHashCode() => MemoryMarshal.Read<int>(AsSpan());
    public override string ToString() => Convert.ToHexStringLower(AsSpan());

    public static bool operator ==(Sha256 left, Sha256 right) => left.Equals(right);
    public static bool operator !=(Sha256 left, Sha256 right) => !left.Equals(right);

    [InlineArray(Size)]
    private struct Bytes
    {
        private byte _first;
    }
}
