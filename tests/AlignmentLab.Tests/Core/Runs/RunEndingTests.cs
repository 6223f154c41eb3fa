using AlignmentLab.Core.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs;

public sealed class RunEndingTests
{
    [Theory]
    [InlineData("run-completed.v1", RunStatus.Completed)]
    [InlineData("run-failed.v1", RunStatus.Failed)]
    [InlineData("run-cancelled.v1", RunStatus.Cancelled)]
    [InlineData("run-completed.v12", RunStatus.Completed)]
    [InlineData("run-submitted.v1", null)]
    [InlineData("run-completed", null)]
    [InlineData("run-completed-twice.v1", null)]
    [InlineData("prerun-completed.v1", null)]
    public void Of_StoredType_TellsHowItEndsARun(string type, RunStatus? expected) => RunEnding.Of(type).ShouldBe(expected);
}
