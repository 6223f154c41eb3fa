using System.Runtime.InteropServices;

namespace AlignmentLab.Policies;

/// <summary>Numbers states by their observations, in the order in which they are first met: the states of a table that is learned.</summary>
public sealed class ObservedStates
{
    private readonly int _size;
    private readonly List<double> _observations;
    private readonly Dictionary<ulong, List<int>> _byHash = [];

    /// <param name="size">Numbers an observation, 1 or more.</param>
    public ObservedStates(int size) => (_size, _observations) = (size, []);

    /// <param name="observations">Row-major; row s is the observation of state s.</param>
    public ObservedStates(int size, double[] observations)
        : this(size)
    {
        for (var start = 0; start < observations.Length; start += size)
        {
            FindOrAdd(observations.AsSpan(start, size));
        }
    }

    /// <summary>How many states have been met.</summary>
    public int Count => _observations.Count / _size;

    /// <summary>The observation of a state.</summary>
    public ReadOnlySpan<double> this[int state] => CollectionsMarshal.AsSpan(_observations).Slice(state * _size, _size);

    /// <summary>The state with exactly this observation; -1 where it was never met.</summary>
    public int Find(ReadOnlySpan<double> observation) => Find(observation, Hash(observation));

    /// <summary>The state with exactly this observation, which gets the next number where it is new.</summary>
    public int FindOrAdd(ReadOnlySpan<double> observation)
    {
        var hash = Hash(observation);
        if (Find(observation, hash) is >= 0 and var known)
        {
            return known;
        }

        var state = Count;
        _observations.AddRange(observation);
        (CollectionsMarshal.GetValueRefOrAddDefault(_byHash, hash, out _) ??= []).Add(state);
        return state;
    }

    /// <summary>The observations, row-major.</summary>
    public double[] ToArray() => [.. _observations];

    private int Find(ReadOnlySpan<double> observation, ulong hash)
    {
        if (_byHash.TryGetValue(hash, out var states))
        {
            foreach (var state in states)
            {
                if (this[state].SequenceEqual(observation))
                {
                    return state;
                }
            }
        }

        return -1;
    }

    // FNV-1a over the bits; -0 and 0 are one observation.
    private static ulong Hash(ReadOnlySpan<double> observation)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in observation)
        {
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(value + 0.0)) * 1099511628211UL;
            hash ^= hash >> 29;
        }

        return hash;
    }
}
