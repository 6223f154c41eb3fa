using AlignmentLab.Events;

namespace AlignmentLab.Core.Transparency;

/// <summary>Checks Merkle proofs without the tree (RFC 9162, sections 2.1.3.2 and 2.1.4.2).</summary>
public static class MerkleProofs
{
    /// <summary>Whether the path leads from the leaf at an index to the root of a tree of a size.</summary>
    public static bool Includes(Sha256 leafHash, long index, long size, IReadOnlyList<Sha256> path, Sha256 root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                SkipLonelyLevels(ref node, ref last);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the proof shows that the later tree begins with the earlier one.</summary>
    public static bool IsConsistent(long earlier, Sha256 earlierRoot, long later, Sha256 laterRoot, IReadOnlyList<Sha256> proof)
    {
        if (earlier == later)
        {
            return proof.Count == 0 && earlierRoot == laterRoot;
        }

        if (earlier == 0)
        {
            return proof.Count == 0 && earlierRoot == MerkleTree.EmptyRoot;
        }

        if (earlier < 0 || earlier > later)
        {
            return false;
        }

        // Where the earlier tree is complete, its root is itself the first node of the proof.
        var path = (earlier & (earlier - 1)) == 0 ? [earlierRoot, .. proof] : proof;
        if (path.Count == 0)
        {
            return false;
        }

        var (node, last) = (earlier - 1, later - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (first, second) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                first = MerkleTree.NodeHash(sibling, first);
                second = MerkleTree.NodeHash(sibling, second);
                SkipLonelyLevels(ref node, ref last);
            }
            else
            {
                second = MerkleTree.NodeHash(second, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && first == earlierRoot && second == laterRoot;
    }

    // A node without a right neighbour is its own parent, until it is a right child itself.
    private static void SkipLonelyLevels(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            (node, last) = (node >> 1, last >> 1);
        }
    }
}
