namespace AlignmentLab.Randomness;

/// <summary>
/// Turns entropy of any length and quality into independent, well-mixed seed words: numpy's <c>SeedSequence</c> with its
/// default pool of four words, bit for bit.
/// </summary>
/// <remarks>Source: M. E. O'Neill, "Developing a seed_seq Alternative" (2015), as numpy 1.17 and later use it.</remarks>
public sealed class SeedSequence
{
    private const int PoolSize = 4;
    private const int Shift = 16;
    private const uint InitA = 0x43b0d7e5;
    private const uint MultiplierA = 0x931e8875;
    private const uint InitB = 0x8b51f9dd;
    private const uint MultiplierB = 0x58f38ded;
    private const uint MixLeft = 0xca01f9dd;
    private const uint MixRight = 0x4973f715;

    private readonly uint[] _pool = new uint[PoolSize];

    /// <summary>The same as <c>numpy.random.SeedSequence(seed)</c>.</summary>
    public SeedSequence(ulong seed)
        : this(seed <= uint.MaxValue ? [(uint)seed] : [(uint)seed, (uint)(seed >> 32)])
    {
    }

    /// <summary>The same as <c>numpy.random.SeedSequence([word, word, ...])</c>.</summary>
    /// <param name="entropy">Words of any number and value; no word at all is the same as zeros.</param>
    public SeedSequence(ReadOnlySpan<uint> entropy)
    {
        var constant = InitA;
        for (var i = 0; i < PoolSize; i++)
            _pool[i] = HashMix(i < entropy.Length ? entropy[i] : 0, ref constant);

        for (var source = 0; source < PoolSize; source++)
        {
            for (var target = 0; target < PoolSize; target++)
            {
                if (source != target)
                    _pool[target] = Mix(_pool[target], HashMix(_pool[source], ref constant));
            }
        }

        for (var source = PoolSize; source < entropy.Length; source++)
        {
            for (var target = 0; target < PoolSize; target++)
                _pool[target] = Mix(_pool[target], HashMix(entropy[source], ref constant));
        }
    }

    /// <summary>Fills <paramref name="words"/> as <c>generate_state(n, numpy.uint64)</c> does; equal calls give equal words.</summary>
    public void GenerateState(Span<ulong> words)
    {
        var constant = InitB;
        var position = 0;
        for (var i = 0; i < words.Length; i++)
        {
            ulong low = Next(ref position, ref constant);
            words[i] = low | ((ulong)Next(ref position, ref constant) << 32);
        }
    }

    private uint Next(ref int position, ref uint constant)
    {
        var value = _pool[position++ % PoolSize] ^ constant;
        constant *= MultiplierB;
        value *= constant;
        return value ^ (value >> Shift);
    }

    private static uint HashMix(uint value, ref uint constant)
    {
        value ^= constant;
        constant *= MultiplierA;
        value *= constant;
        return value ^ (value >> Shift);
    }

    private static uint Mix(uint left, uint right)
    {
        var value = (MixLeft * left) - (MixRight * right);
        return value ^ (value >> Shift);
    }
}
