using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Randomness;

/// <summary>Expected values: numpy 1.24.2, <c>numpy.random.SeedSequence(entropy).generate_state(n, numpy.uint64)</c>.</summary>
public sealed class SeedSequenceTests
{
    [Theory]
    [InlineData(0, 0xdb2cd7e7b0f478be, 0xabf4641a2c71ba49, 0x20c6ed6d9d7b8d41, 0x2c4099de223c39d4)]
    [InlineData(42, 0x9f1e2e6dcd540ab7, 0xd57873dc79fb94b6, 0x7d282a1b64d420b7, 0x336579714692d5ff)]
    [InlineData(1UL << 32, 0x50ff846cec53f444, 0x7a4918dbe8278562, 0x3bff9f6c362e2b19, 0xbdb177539a0654e3)]
    [InlineData(ulong.MaxValue, 0xaebca151928cad0d, 0x119c30448638dc7a, 0x1bbb155659e642a7, 0xa76b11e3e8c4a8f6)]
    public void GenerateState_ForASeed_IsNumpys(ulong seed, ulong first, ulong second, ulong third, ulong fourth)
    {
        var words = new ulong[4];
        new SeedSequence(seed).GenerateState(words);
        words.ShouldBe([first, second, third, fourth]);
    }

    [Fact]
    public void GenerateState_ForMoreWordsThanThePoolHolds_IsNumpys()
    {
        var words = new ulong[5];
        new SeedSequence([1, 2, 3, 4, 5, 6, 7]).GenerateState(words);
        words.ShouldBe(
            [0x8bebfc3657d6e06e, 0x2ed446e3a9f0fc7a, 0x45f95784cb07f94f, 0x4cd5e102119ad5e0, 0x27dacac7e8cf29d7]);
    }

    [Fact]
    public void GenerateState_CalledTwice_GivesTheSameWords()
    {
        var sequence = new SeedSequence(3);
        var first = new ulong[3];
        var second = new ulong[3];
        sequence.GenerateState(first);
        sequence.GenerateState(second);
        second.ShouldBe(first);
    }
}
