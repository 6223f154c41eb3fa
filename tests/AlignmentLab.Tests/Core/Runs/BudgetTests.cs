using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs;

public sealed class BudgetTests
{
    [Fact]
    public async Task ExpertQueries_OneOverTheBudget_AreRefusedBeforeTheyAreMade()
    {
        var faults = new EchoFaults();
        await using var lab = TestLab.Fresh(new EchoModule(faults));

        var result = await lab.RunAsync(EchoModule.Spec, "options.queries=4", "budgets.expertQueries=11");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("asks for 4 of the budget 'expertQueries', of which 8 of 11 are spent");
        faults.Calls.ShouldBe(2);
        (await lab.EventsAsync(result.Run)).ShouldContain(e => e.Type == "budget-refused.v1");
    }

    [Fact]
    public async Task ExpertQueries_ExactlyTheBudget_AreAllowed()
    {
        await using var lab = TestLab.Fresh(new EchoModule());

        (await lab.RunAsync(EchoModule.Spec, "options.queries=4", "budgets.expertQueries=12")).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Effects_OneOverTheBudget_EndTheRun()
    {
        await using var lab = TestLab.Fresh(new EchoModule());

        var exact = await lab.RunAsync(EchoModule.Spec, "budgets.effects=6");
        var over = await lab.RunAsync(EchoModule.Spec, "budgets.effects=5");

        exact.Status.ShouldBe(RunStatus.Completed);
        over.Reason!.ShouldContain("6/measure was refused");
    }

    [Fact]
    public async Task WallClock_Spent_EndsARunThatWaits()
    {
        await using var lab = TestLab.Fresh(new EchoModule(new Waiting()));

        var result = await lab.RunAsync(EchoModule.Spec, "budgets.wallClock='00:00:00.2'");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("The budget 'wallClock' of 00:00:00.2000000 is spent");
    }

    [Fact]
    public async Task Replay_OfARefusedRun_IsIdentical()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var result = await lab.RunAsync(EchoModule.Spec, "options.queries=4", "budgets.expertQueries=11");

        (await lab.Mediator.Send(new ReplayRun(result.Run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
    }

    private sealed class Waiting : EchoFaults
    {
        public override Task BeforeAsync(string text, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
