using AlignmentLab.Bills;
using AlignmentLab.Imitation.Chunks;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Chunks;

/// <summary>The figures of chunks: schedules and costs.</summary>
public sealed class ChunkFiguresTests
{
    [Theory]
    [InlineData(2, 40)]
    [InlineData(3, 21)]
    [InlineData(4, 1)]
    public void Linear_FromKToTo_ReachesItInTheLastRound(int round, int expected) =>
        new ChunkSchedule { Kind = ChunkKind.Linear, K = 40, To = 1 }.At(round, 4, 40, null).ShouldBe(expected);

    [Fact]
    public void Dynamic_OfAPolicyLikeTheExpert_IsTheHorizon()
    {
        var same = new ContinuationFigures([0, 0], [0, 0], [0.5, 0.5], [0, 0], null, null);
        new ChunkSchedule { Kind = ChunkKind.Pinsker }.At(2, 4, 40, same).ShouldBe(40);
        new ChunkSchedule { Kind = ChunkKind.Pinsker }.At(2, 4, 40, same with { Divergence = [-1e-17, 0] }).ShouldBe(40, "a sum of rounded terms may end below 0");
        var other = new ContinuationFigures([9, 9], [0.9, 1], [1, 1], [0, 0], null, null);
        new ChunkSchedule { Kind = ChunkKind.Pinsker }.At(2, 4, 40, other).ShouldBe(1);
        new ChunkSchedule { Kind = ChunkKind.Measured }.At(2, 4, 40, other).ShouldBe(1);
    }

    /// <summary>P = 7e9, L = 32, d = 4096: attention takes as much as the weights at 26,702 tokens.</summary>
    [Fact]
    public void Cost_OfTokens_IsThatOfWeightsAndOfAttention()
    {
        var model = new BilledTransformer();
        RolloutCost.EvenAt(model).ShouldBe(26_702.9, 0.1);
        RolloutCost.Cached(model, 1000).ShouldBe((2 * 7e9 * 1000) + (2.0 * 32 * 4096 * 1e6));
        RolloutCost.Uncached(model, 1000).ShouldBe((7e9 * 1e6) + (2.0 / 3 * 32 * 4096 * 1e9));
        RolloutCost.CacheBytes(model, 1).ShouldBe(524_288);

        // The closed form is the leading term of the sum over tokens.
        Enumerable.Range(0, 1000).Sum(n => (2 * model.Parameters) + (4.0 * 32 * 4096 * n)).ShouldBe(RolloutCost.Cached(model, 1000), 0.001 * RolloutCost.Cached(model, 1000));
    }
}
