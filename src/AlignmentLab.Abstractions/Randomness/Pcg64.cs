using System.Numerics;
using AlignmentLab.Environments;

namespace AlignmentLab.Randomness;

/// <summary>
/// The generator behind <c>numpy.random.default_rng</c>: PCG XSL-RR 128/64 with numpy's seeding, bit for bit, so that a
/// seed means the same here as in Gymnasium. An instance is used by one thread at a time.
/// </summary>
/// <remarks>Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms" (2014).</remarks>
public sealed class Pcg64 : IDrawSource
{
    private const double UnitInLastPlace = 1.0 / (1UL << 53);
    private static readonly UInt128 Multiplier = new(2549297995355413924, 4865540595714422341);

    private readonly UInt128 _increment;
    private UInt128 _state;
    private uint? _spareHalf;

    /// <summary>The same as <c>numpy.random.default_rng(seed)</c>.</summary>
    public Pcg64(ulong seed)
        : this(new SeedSequence(seed))
    {
    }

    /// <summary>The same as <c>numpy.random.Generator(numpy.random.PCG64(sequence))</c>.</summary>
    public Pcg64(SeedSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        Span<ulong> words = stackalloc ulong[4];
        sequence.GenerateState(words);
        _increment = (new UInt128(words[2], words[3]) << 1) | 1;
        Advance();
        _state += new UInt128(words[0], words[1]);
        Advance();
    }

    private Pcg64(Pcg64 other) => (_increment, _state, _spareHalf) = (other._increment, other._state, other._spareHalf);

    /// <summary>A second generator that goes on exactly as this one would.</summary>
    public Pcg64 Clone() => new(this);

    /// <summary>64 uniform bits: <c>bit_generator.random_raw()</c>.</summary>
    public ulong NextUInt64()
    {
        Advance();
        var high = (ulong)(_state >> 64);
        return BitOperations.RotateRight(high ^ (ulong)_state, (int)(high >> 58));
    }

    /// <summary>32 uniform bits: the low half of a 64-bit draw, the next time its high half.</summary>
    public uint NextUInt32()
    {
        if (_spareHalf is { } spare)
        {
            _spareHalf = null;
            return spare;
        }

        var both = NextUInt64();
        _spareHalf = (uint)(both >> 32);
        return (uint)both;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53: <c>rng.random()</c>.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * UnitInLastPlace;

    /// <summary>Uniform in [low, high), without bias: <c>rng.integers(low, high)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> is not above <paramref name="low"/>.</exception>
    public long NextInteger(long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        var largest = unchecked((ulong)high - (ulong)low - 1);
        var offset = largest switch
        {
            0 => 0UL,
            < uint.MaxValue => Lemire32((uint)largest),
            uint.MaxValue => NextUInt32(),
            _ => Lemire64(largest),
        };
        return unchecked((long)((ulong)low + offset));
    }

    /// <summary>Puts the items into a uniformly random order in place: <c>rng.shuffle(items)</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)BelowOrEqual((uint)i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in a uniformly random order: <c>rng.permutation(count)</c>.</summary>
    public int[] Permutation(int count)
    {
        var items = new int[count];
        for (var i = 0; i < count; i++)
            items[i] = i;

        Shuffle<int>(items);
        return items;
    }

    private void Advance() => _state = (_state * Multiplier) + _increment;

    /// <summary>D. Lemire, "Fast Random Integer Generation in an Interval" (2019), on [0, largest].</summary>
    private uint Lemire32(uint largest)
    {
        var count = largest + 1;
        var product = (ulong)NextUInt32() * count;
        if ((uint)product < count)
        {
            var threshold = (uint.MaxValue - largest) % count;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * count;
        }

        return (uint)(product >> 32);
    }

    private ulong Lemire64(ulong largest)
    {
        var count = largest + 1;
        var high = Math.BigMul(NextUInt64(), count, out var low);
        if (low < count)
        {
            var threshold = (ulong.MaxValue - largest) % count;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), count, out low);
        }

        return high;
    }

    /// <summary>Masked rejection, which numpy keeps for shuffles.</summary>
    private uint BelowOrEqual(uint largest)
    {
        var mask = uint.MaxValue >> BitOperations.LeadingZeroCount(largest);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        }
        while (value > largest);
        return value;
    }
}
