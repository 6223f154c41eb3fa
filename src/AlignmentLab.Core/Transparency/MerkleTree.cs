using System.Numerics;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Transparency;

/// <summary>
/// An append-only Merkle tree (RFC 9162, section 2.1). The hashes of all complete subtrees are kept, so that a root or a
/// proof at any earlier size takes a number of steps that is logarithmic in the size.
/// </summary>
public sealed class MerkleTree
{
    // _levels[k][i] is the hash over the leaves [i * 2^k, (i + 1) * 2^k).
    private readonly List<List<Sha256>> _levels = [[]];

    /// <summary>Number of leaves.</summary>
    public long Size => _levels[0].Count;

    /// <summary>The root over no leaves: SHA-256 of nothing.</summary>
    public static Sha256 EmptyRoot { get; } = Sha256.Of([]);

    /// <summary>SHA-256 of 0x00 and the entry.</summary>
    public static Sha256 LeafHash(ReadOnlySpan<byte> entry)
    {
        var buffer = entry.Length <= 1023 ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        buffer[0] = 0;
        entry.CopyTo(buffer[1..]);
        return Sha256.Of(buffer);
    }

    /// <summary>SHA-256 of 0x01 and the two hashes.</summary>
    public static Sha256 NodeHash(in Sha256 left, in Sha256 right)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * Sha256.Size)];
        buffer[0] = 1;
        left.AsSpan().CopyTo(buffer[1..]);
        right.AsSpan().CopyTo(buffer[(1 + Sha256.Size)..]);
        return Sha256.Of(buffer);
    }

    /// <summary>Adds the hash of the next leaf.</summary>
    public void Append(Sha256 leafHash)
    {
        _levels[0].Add(leafHash);
        for (var level = 0; _levels[level].Count % 2 == 0; level++)
        {
            if (_levels.Count == level + 1)
            {
                _levels.Add([]);
            }

            _levels[level + 1].Add(NodeHash(_levels[level][^2], _levels[level][^1]));
        }
    }

    /// <summary>The root of the tree as it was at a size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree never had that size.</exception>
    public Sha256 RootAt(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return size == 0 ? EmptyRoot : Subtree(0, size);
    }

    /// <summary>The root that the tree would have with more leaves, which are not kept.</summary>
    public Sha256 RootWith(IReadOnlyList<Sha256> leafHashes)
    {
        // The complete subtrees of the present tree, the largest first, and what the new leaves make of them.
        var peaks = new Stack<(Sha256 Hash, int Level)>();
        var done = 0L;
        for (var level = 62; level >= 0; level--)
        {
            if ((Size >> level & 1) == 1)
            {
                peaks.Push((_levels[level][(int)(done >> level)], level));
                done += 1L << level;
            }
        }

        foreach (var leaf in leafHashes)
        {
            var node = (Hash: leaf, Level: 0);
            while (peaks.TryPeek(out var left) && left.Level == node.Level)
            {
                peaks.Pop();
                node = (NodeHash(left.Hash, node.Hash), node.Level + 1);
            }

            peaks.Push(node);
        }

        return peaks.Count == 0 ? EmptyRoot : peaks.Select(p => p.Hash).Aggregate((right, left) => NodeHash(left, right));
    }

    /// <summary>The path from a leaf to the root of the tree at a size, nearest first (RFC 9162, section 2.1.3.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree of that size has no such leaf, or it never had that size.</exception>
    public IReadOnlyList<Sha256> InclusionProof(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<Sha256>();
        var (low, high) = (0L, size);
        while (high - low > 1)
        {
            var middle = low + Split(high - low);
            if (index < middle)
            {
                path.Add(Subtree(middle, high));
                high = middle;
            }
            else
            {
                path.Add(Subtree(low, middle));
                low = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>What shows that the tree at <paramref name="later"/> has the tree at <paramref name="earlier"/> as its beginning (section 2.1.4.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sizes are not 0 &lt; earlier &lt;= later &lt;= <see cref="Size"/>.</exception>
    public IReadOnlyList<Sha256> ConsistencyProof(long earlier, long later)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(later, Size);
        ArgumentOutOfRangeException.ThrowIfLessThan(earlier, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, later);
        var path = new List<Sha256>();
        var (low, high, isWhole) = (0L, later, true);
        while (earlier != high)
        {
            var middle = low + Split(high - low);
            if (earlier <= middle)
            {
                path.Add(Subtree(middle, high));
                high = middle;
            }
            else
            {
                path.Add(Subtree(low, middle));
                (low, isWhole) = (middle, false);
            }
        }

        if (!isWhole)
        {
            path.Add(Subtree(low, high));
        }

        path.Reverse();
        return path;
    }

    // The largest power of two below n, for n of 2 or more.
    private static long Split(long n) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(n - 1)));

    private Sha256 Subtree(long low, long high)
    {
        var count = high - low;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.TrailingZeroCount(count);
            return _levels[level][(int)(low >> level)];
        }

        var middle = low + Split(count);
        return NodeHash(Subtree(low, middle), Subtree(middle, high));
    }
}
