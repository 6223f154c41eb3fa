using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Randomness;

public sealed class RandomStreamTests
{
    /// <summary>
    /// Expected values: numpy 1.24.2, <c>default_rng(SeedSequence([seed low, seed high, *sha256(path) as big-endian words]))</c>.
    /// </summary>
    [Theory]
    [InlineData(7, 0.5784674631547403, 0.7677558713418162, 0.27956369438554096)]
    [InlineData((1UL << 40) + 3, 0.9892103406706436, 0.5191202061251042, 0.47127297303981797)]
    public void CreateGenerator_ForASeedAndPath_IsTheDocumentedDerivation(ulong seed, double first, double second, double third)
    {
        var draws = new RandomStream(seed, "3/2/train").CreateGenerator();
        new[] { draws.NextDouble(), draws.NextDouble(), draws.NextDouble() }.ShouldBe([first, second, third]);
    }

    [Fact]
    public void Child_OfAChild_IsTheJoinedPath() =>
        new RandomStream(7, "").Child("3").Child(2).Child("train").ShouldBe(new RandomStream(7, "3/2/train"));

    [Fact]
    public void CreateGenerator_ForSiblingsAndNeighbouringSeeds_GivesDifferentDraws()
    {
        var root = new RandomStream(7, "3");
        var draws = new[] { root, root.Child("a"), root.Child("b"), root with { Seed = 8 }, root with { Seed = 7 + (1UL << 32) } }
            .Select(stream => stream.CreateGenerator().NextUInt64());
        draws.ShouldBeUnique();
    }
}
