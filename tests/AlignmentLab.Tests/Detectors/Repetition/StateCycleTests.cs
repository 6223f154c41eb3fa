using AlignmentLab.Detectors.Repetition;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Repetition;

public sealed class StateCycleTests
{
    [Theory]
    [InlineData("0 1 2 3 4 5 6 7", 0, 0)]
    [InlineData("5 5 5 5 5 5", 1, 6)]
    [InlineData("0 1 0 1 0 1 0 1", 2, 8)]
    [InlineData("9 8 0 1 0 1 0 1", 2, 6)]
    [InlineData("0 1 0 1 2 3 4 5", 0, 0)]
    [InlineData("0 1 2 3 4 0 1 2 3 4 0 1 2 3 4", 0, 0)]
    [InlineData("0 0 0 4 1 2 1 2 1 2 1 2", 2, 8)]
    public void Of_AnEpisode_IsItsLongestRunOfARepeatedCycle(string states, int length, int steps)
    {
        var cycle = StateCycle.Of([.. states.Split(' ').Select(double.Parse)], 1, [], longest: 4);
        (cycle.Length, cycle.Steps).ShouldBe((length, steps));
    }

    [Fact]
    public void Of_AnEpisodeWithRewards_SumsThoseOfTheCycle() =>
        StateCycle.Of([9, 0, 1, 0, 1, 0, 1], 1, [100, 3, -1, 3, -1, 3, -1], longest: 4).Reward.ShouldBe(6);
}
