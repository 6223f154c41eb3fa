using System.Globalization;
using System.Text;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Transparency;

/// <summary>A leaf of the tree: that a stream ended at a version with a root.</summary>
public sealed record HeadEntry(StreamId Stream, long Version, Sha256 Root)
{
    /// <summary>The hash of the leaf, over four lines: <c>alignmentlab head v1</c>, stream, version, root in hexadecimal.</summary>
    public Sha256 LeafHash() => MerkleTree.LeafHash(Encoding.UTF8.GetBytes(
        $"alignmentlab head v1\n{Stream}\n{Version.ToString(CultureInfo.InvariantCulture)}\n{Root}\n"));
}
