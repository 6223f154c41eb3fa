using AlignmentLab.Core.Jobs.Handlers;
using AlignmentLab.Engines;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Jobs;

public sealed class SequenceRowsTests
{
    [Fact]
    public void Of_StatesAlongOneSequence_IsARowWithAClassAtEachLastToken()
    {
        var rows = SequenceRows.Of(States(([9, 1, -1, -1], 2), ([9, 1, 2, -1], 0), ([9, 1, 2, 0], 1)));
        rows.Count.ShouldBe(1);
        rows.Inputs.ShouldBe([9, 1, 2, 0]);
        rows.Targets.ShouldBe([-1, 2, 0, 1]);
        (rows.InputSize, rows.TargetSize).ShouldBe((4, 4));
    }

    [Fact]
    public void Of_StatesThatDoNotContinueTheOneBefore_AreRowsOfTheirOwn()
    {
        var rows = SequenceRows.Of(States(([9, 1, 2, -1], 0), ([9, 1, -1, -1], 1), ([9, 3, 0, -1], 2), ([9, 3, 0, -1], 1)));
        rows.Count.ShouldBe(4);
        rows.Targets.ShouldBe([-1, -1, 0, -1, -1, 1, -1, -1, -1, -1, 2, -1, -1, -1, 1, -1]);
    }

    [Fact]
    public void Of_StatesWithAGap_LeaveThePlacesBetweenUnlabelled() =>
        SequenceRows.Of(States(([9, -1, -1, -1], 3), ([9, 3, 3, 3], 2))).Targets.ShouldBe([3, -1, -1, 2]);

    private static TrainingData States(params (float[] Tokens, float Class)[] states) =>
        new(states.Length, 4, [.. states.SelectMany(s => s.Tokens)], 1, [.. states.Select(s => s.Class)]);
}
