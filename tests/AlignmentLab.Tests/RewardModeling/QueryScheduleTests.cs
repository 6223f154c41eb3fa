using AlignmentLab.RewardModeling.Queries;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class QueryScheduleTests
{
    /// <summary>A quarter of 400 first; then 300 at rates of 1, 3/4, 3/5 and 1/2, which sum to 2.85.</summary>
    [Fact]
    public void Falling_OverFiveRounds_AsksAQuarterFirstAndLessEachRound() =>
        QuerySchedule.Falling(5, 400, 0.25, 3).ShouldBe([100, 105, 79, 63, 53]);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 7)]
    [InlineData(13, 100)]
    [InlineData(1000, 12345)]
    public void Falling_WhateverIsRounded_AsksAllAndNeverMoreThanBefore(int rounds, int total)
    {
        var queries = QuerySchedule.Falling(rounds, total, 0.25, 3);

        queries.Sum().ShouldBe(total);
        queries.Skip(1).Zip(queries.Skip(2)).ShouldAllBe(pair => pair.Second <= pair.First + 1, "rounding may move one query to the next round");
    }

    [Fact]
    public void Constant_OverRounds_IsTheSameInEach() => QuerySchedule.Constant(3, 4).ShouldBe([4, 4, 4]);
}
