using AlignmentLab.Learning.Kernels;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Kernels;

public sealed class WorkCrewTests
{
    [Theory]
    [InlineData(100, 8, 3)]
    [InlineData(5, 8, 4)]
    [InlineData(0, 8, 2)]
    [InlineData(64, 1, 7)]
    public void Of_AllParts_CoversEachIndexOnceAndCutsAtGrains(int length, int grain, int parts)
    {
        var shares = Enumerable.Range(0, parts).Select(part => Share.Of(length, grain, part, parts)).ToList();
        shares.SelectMany(s => Enumerable.Range(s.From, s.To - s.From)).ShouldBe(Enumerable.Range(0, length));
        shares.ShouldAllBe(s => s.From % grain == 0 || s.From == length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_AgainAndAgain_RunsEveryPartEachTime(int size)
    {
        using var crew = new WorkCrew(size);
        var counts = new int[size];
        for (var i = 0; i < 50; i++)
        {
            crew.Run(new Counting(counts));
        }

        counts.ShouldAllBe(count => count == 50);
    }

    [Fact]
    public void Dispose_OfACrewThatNeverWorked_Returns() => new WorkCrew(3).Dispose();

    private readonly struct Counting(int[] counts) : IParallelWork
    {
        public void Run(int part, int parts) => counts[part]++;
    }
}
