using System.Buffers.Binary;
using System.Text;
using AlignmentLab.Events;

namespace AlignmentLab.Randomness;

/// <summary>
/// The randomness of one place in a run: a seed and a path such as a call id. Equal seeds and paths give equal draws on
/// every machine; different paths give independent ones, whatever was drawn elsewhere and in whatever order.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Path">Names joined by <c>/</c>, such as <c>3/2/train</c>; compared by its UTF-8 bytes.</param>
public readonly record struct RandomStream(ulong Seed, string Path)
{
    private const int SeedWords = 2;

    /// <summary>The stream of a part of this place.</summary>
    public RandomStream Child(string name) => new(Seed, Path.Length == 0 ? name : $"{Path}/{name}");

    /// <inheritdoc cref="Child(string)"/>
    public RandomStream Child(int index) => Child(index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// A generator at the stream's beginning. Its entropy is ten 32-bit words: the seed (low word, high word), then the
    /// SHA-256 of the path as eight big-endian words.
    /// </summary>
    public Pcg64 CreateGenerator()
    {
        Span<uint> entropy = stackalloc uint[SeedWords + (Sha256.Size / sizeof(uint))];
        entropy[0] = (uint)Seed;
        entropy[1] = (uint)(Seed >> 32);
        var digest = Sha256.Of(Encoding.UTF8.GetBytes(Path));
        for (var i = SeedWords; i < entropy.Length; i++)
            entropy[i] = BinaryPrimitives.ReadUInt32BigEndian(digest.AsSpan()[((i - SeedWords) * sizeof(uint))..]);

        return new Pcg64(new SeedSequence(entropy));
    }
}
