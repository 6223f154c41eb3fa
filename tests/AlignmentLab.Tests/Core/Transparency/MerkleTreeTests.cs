using AlignmentLab.Core.Transparency;
using AlignmentLab.Events;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Transparency;

public sealed class MerkleTreeTests
{
    // Leaves and roots of the reference implementation's tests (google/certificate-transparency, merkle_tree_test).
    private static readonly string[] ReferenceLeaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] ReferenceRoots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void RootAt_ReferenceLeaves_AreTheReferenceRoots()
    {
        var tree = new MerkleTree();
        foreach (var leaf in ReferenceLeaves)
        {
            tree.Append(MerkleTree.LeafHash(Convert.FromHexString(leaf)));
        }

        tree.RootAt(0).ToString().ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        Enumerable.Range(1, 8).Select(size => tree.RootAt(size).ToString()).ShouldBe(ReferenceRoots);
    }

    [Fact]
    public void RootWith_MoreLeaves_IsTheRootOnceTheyAreAppended()
    {
        for (var size = 0; size < 20; size++)
        {
            for (var more = 0; more < 20; more++)
            {
                Tree(size).RootWith([.. Enumerable.Range(size, more).Select(Leaf)]).ShouldBe(Tree(size + more).RootAt(size + more));
            }
        }
    }

    [Fact]
    public void InclusionProof_EveryLeafOfEverySize_LeadsToTheRootAndNoOtherLeafDoes()
    {
        var tree = Tree(40);
        for (var size = 1; size <= 40; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var path = tree.InclusionProof(index, size);

                MerkleProofs.Includes(Leaf(index), index, size, path, tree.RootAt(size)).ShouldBeTrue($"{index} of {size}");
                MerkleProofs.Includes(Leaf(index + 1), index, size, path, tree.RootAt(size)).ShouldBeFalse();
                MerkleProofs.Includes(Leaf(index), (index + 1) % size, size, path, tree.RootAt(size)).ShouldBe(size == 1);
                MerkleProofs.Includes(Leaf(index), index, size, [.. path, Leaf(0)], tree.RootAt(size)).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void ConsistencyProof_EveryPairOfSizes_HoldsAndNotForAnotherPast()
    {
        var tree = Tree(33);
        for (var later = 1; later <= 33; later++)
        {
            for (var earlier = 1; earlier <= later; earlier++)
            {
                var proof = tree.ConsistencyProof(earlier, later);

                MerkleProofs.IsConsistent(earlier, tree.RootAt(earlier), later, tree.RootAt(later), proof).ShouldBeTrue($"{earlier} to {later}");
                MerkleProofs.IsConsistent(earlier, Leaf(99), later, tree.RootAt(later), proof).ShouldBeFalse();
                MerkleProofs.IsConsistent(earlier, tree.RootAt(earlier), later, Leaf(99), proof).ShouldBeFalse();
                if (proof.Count > 0)
                {
                    MerkleProofs.IsConsistent(earlier, tree.RootAt(earlier), later, tree.RootAt(later), [.. proof.Skip(1)]).ShouldBeFalse();
                }
            }
        }
    }

    [Fact]
    public void Proofs_AnyByteChanged_NoLongerHold() => Check.One(Config.QuickThrowOnFailure.WithReplay(40, 41), Prop
        .ForAll(Gen.Choose(2, 200).SelectMany(size => Gen.Choose(0, size - 1).SelectMany(index => Gen.Choose(0, 31).Select(bit => (size, index, bit)))).ToArbitrary(), at =>
        {
            var tree = Tree(at.size);
            var path = tree.InclusionProof(at.index, at.size).ToList();
            var bytes = path[at.bit % path.Count].ToArray();
            bytes[at.bit] ^= 1;
            path[at.bit % path.Count] = new Sha256(bytes);
            return !MerkleProofs.Includes(Leaf(at.index), at.index, at.size, path, tree.RootAt(at.size));
        }));

    private static Sha256 Leaf(int i) => MerkleTree.LeafHash(BitConverter.GetBytes(i));

    private static MerkleTree Tree(int size)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < size; i++)
        {
            tree.Append(Leaf(i));
        }

        return tree;
    }
}
