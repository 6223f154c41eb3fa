using AlignmentLab.Imitation.Chunks;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Chunks;

/// <summary>The figures of chunks: areas, schedules, costs.</summary>
public sealed class ChunkFiguresTests
{
    [Fact]
    public void Area_OfScores_IsHowOftenAPositiveIsAbove()
    {
        RocArea.Of([2, 3], [0, 1]).Area.ShouldBe(1);
        RocArea.Of([0, 1], [2, 3]).Area.ShouldBe(0);
        RocArea.Of([1, 1], [1, 1]).Area.ShouldBe(0.5);
        RocArea.Of([1, 3], [0, 2]).Area.ShouldBe(0.75);
    }

    /// <summary>Hanley and McNeil's formula at an area of .893 with 51 of one kind and 58 of the other: their example's standard error.</summary>
    [Fact]
    public void Error_OfAnArea_FollowsHanleyAndMcNeil()
    {
        // 51 positives of which each is above 51.8 of 58 negatives in the mean.
        var negatives = Enumerable.Range(0, 58).Select(i => (double)i).ToArray();
        var positives = Enumerable.Range(0, 51).Select(i => i < 41 ? 51.5 : 50.5).ToArray();
        var (area, error) = RocArea.Of(positives, negatives);
        area.ShouldBe(0.8932, 1e-3);
        error.ShouldBe(0.032, 0.001);
    }

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
