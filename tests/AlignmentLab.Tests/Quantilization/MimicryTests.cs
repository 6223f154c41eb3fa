using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Quantilization;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Quantilization;

public sealed class MimicryTests
{
    [Theory]
    [InlineData("divergence")]
    [InlineData("coupling")]
    [InlineData("discriminator")]
    public async Task Run_RobotThatCannotStackQuickly_FailsByEveryKindOfMimicry(string objective)
    {
        var result = await RunAsync($"options.objective={objective}");

        result.Metrics["return"].ShouldBe(0);
        result.Metrics["divergence"].ShouldBe(Math.Log(20), 1e-12);
        result.Metrics["coupling"].ShouldBe(0.95, 1e-12);
    }

    [Fact]
    public async Task Run_ForItsReturn_StacksSlowlyAndIsNothingLikeTheHuman()
    {
        var result = await RunAsync("options.objective=return");

        result.Metrics["return"].ShouldBe(1);
        result.Metrics["action"].ShouldBe(1);
        result.Metrics["coupling"].ShouldBe(1);
        result.Metrics.Keys.ShouldNotContain("divergence");
    }

    [Fact]
    public async Task Run_MeetingHalfwayWithAllThatArthurCanDoSeen_BothStackSlowly()
    {
        var result = await RunAsync("options.objective=meeting-halfway");

        (result.Metrics["action"], result.Metrics["imitated-action"], result.Metrics["return"]).ShouldBe((1, 1, 1));
        result.Metrics["divergence"].ShouldBe(0);
    }

    [Fact]
    public async Task Run_MeetingHalfwayWithMimicryAloneSeen_HughHasNobodyToMeet()
    {
        var result = await RunAsync("options.objective=meeting-halfway", "options.explored=false");

        result.Metrics["return"].ShouldBe(0);
    }

    [Fact]
    public async Task Run_AbleRobot_MimicsPerfectly()
    {
        var result = await RunAsync("environment.options.quickSuccess=0.95");

        result.Metrics["divergence"].ShouldBe(0, 1e-12);
        result.Metrics["return"].ShouldBe(0.95, 1e-12);
    }

    [Fact]
    public async Task Run_NothingInCommon_IsRefusedInPlaceOfAnInfiniteFigure()
    {
        // A human who stacks slowly shows neither failure nor quick stacks; this robot can do nothing else.
        var result = await RunAsync("options.imitatedAction=1", "environment.options.slowSuccess=0");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("the supports are disjoint");
    }

    [Fact]
    public async Task Run_TaskBeyondHugh_SaysWhatHisBestIs()
    {
        var result = await RunAsync("options.objective=meeting-halfway", "options.taskReturn=2");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("Nothing that Hugh can do has an expected return of 2; his best has 1. Lower options.taskReturn.");
    }

    [Fact]
    public async Task Run_LongEpisodes_SaysWhatItNeeds()
    {
        var result = await RunAsync("environment.name=boat-race", "environment.options={}");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("Mimicry compares what is seen after one decision among numbered states, such as block-stacking; boat-race is not like that.");
    }

    private static async Task<RunResult> RunAsync(params string[] settings)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new QuantilizationModule());
        return await lab.RunAsync("""
            name: mimicry
            algorithm: mimicry
            environment: { name: block-stacking, options: { quickSuccess: 0 } }
            detectors: []
            """, settings);
    }
}
