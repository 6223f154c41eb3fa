using AlignmentLab.RewardModeling.Judging;
using AlignmentLab.RewardModeling.Queries;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class QuerySelectionTests
{
    // One reward that is sure, one pair that splits the votes without varying much, one that varies most with all on one side.
    private static readonly PairJudgement[] Judged =
    [
        JudgeByRewardHandler.Judge([0.99, 0.98, 0.97]),
        JudgeByRewardHandler.Judge([0.49, 0.51, 0.48]),
        JudgeByRewardHandler.Judge([0.55, 0.99, 0.56]),
        JudgeByRewardHandler.Judge([0.4, 0.6, 0.4]),
    ];

    [Theory]
    [InlineData(QuerySelection.Random, new[] { 0, 1 })]
    [InlineData(QuerySelection.Variance, new[] { 2, 3 })]
    [InlineData(QuerySelection.Disagreement, new[] { 3, 1 })]
    public void Pick_OfCandidates_TakesThoseThatTheMembersDisagreeAbout(QuerySelection selection, int[] expected) =>
        selection.Pick(Judged, 2).ShouldBe(expected);

    [Fact]
    public void Pick_MoreThanThereAre_TakesAll() => QuerySelection.Variance.Pick(Judged, 9).Count.ShouldBe(4);

    [Fact]
    public void Judge_OfThreeMembers_IsTheirMeanSpreadAndVotes()
    {
        var judgement = JudgeByRewardHandler.Judge([0.25, 0.5, 0.75]);

        judgement.Mean.ShouldBe(0.5);
        judgement.Deviation.ShouldBe(Math.Sqrt(0.125 / 3), 1e-12);
        judgement.Votes.ShouldBe(0.5);
    }
}
