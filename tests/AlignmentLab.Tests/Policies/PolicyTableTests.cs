using AlignmentLab.Policies;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Policies;

public sealed class PolicyTableTests
{
    [Fact]
    public void FromBytes_TableOfObservations_ReadsWhatWasWritten()
    {
        var read = PolicyTable.FromBytes(new PolicyTable(2, [0.25, 0.75, 1, 0], 3, [1, 2, 3, 4, 5, 6]).ToBytes());

        read.Row(0).ToArray().ShouldBe([0.25, 0.75]);
        read.Row(1).ToArray().ShouldBe([1.0, 0.0]);
        read.ObservationSize.ShouldBe(3);
        read.Observations.ShouldBe([1.0, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void FromBytes_TableOfNumberedStates_HasNoObservations()
    {
        var read = PolicyTable.FromBytes(PolicyTable.Numbered(2, [0.5, 0.5, 0, 1]).ToBytes());

        (read.StateCount, read.ObservationSize, read.Observations.Length).ShouldBe((2, 0, 0));
    }
}
