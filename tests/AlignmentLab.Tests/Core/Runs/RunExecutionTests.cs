using System.Text;
using AlignmentLab.Core.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs;

public sealed class RunExecutionTests
{
    [Fact]
    public async Task Execute_FreshRun_RecordsEachRequestThenItsResult()
    {
        await using var lab = TestLab.Fresh(new EchoModule());

        var result = await lab.RunAsync(EchoModule.Spec, "options.count=2");

        result.Status.ShouldBe(RunStatus.Completed);
        (await lab.EventsAsync(result.Run)).Select(e => $"{e.Type} {e.Call}").ShouldBe(
        [
            "run-submitted.v1 ",
            "echo-requested.v1 1/echo", "echo-recorded.v1 1/echo", "measurement-recorded.v1 2/measure",
            "echo-requested.v1 3/echo", "echo-recorded.v1 3/echo", "measurement-recorded.v1 4/measure",
            "run-completed.v1 ",
        ]);
    }

    [Fact]
    public async Task Execute_SameSpecAndSeed_SameDigestInTwoLabs()
    {
        await using var one = TestLab.Fresh(new EchoModule());
        await using var two = TestLab.Fresh(new EchoModule());

        var first = await one.RunAsync(EchoModule.Spec, "options.branches=5");
        var second = await two.RunAsync(EchoModule.Spec, "options.branches=5");
        var other = await two.RunAsync(EchoModule.Spec, "options.branches=5", "seeds=[1]");

        second.Digest.ShouldBe(first.Digest);
        second.Root.ShouldNotBe(first.Root);
        other.Digest.ShouldNotBe(first.Digest);
    }

    [Fact]
    public async Task Execute_BranchesEndInReverseOrder_SameDigest()
    {
        await using var plain = TestLab.Fresh(new EchoModule());
        await using var reversed = TestLab.Fresh(new EchoModule(new ReversedOrder()));

        var first = await plain.RunAsync(EchoModule.Spec, "options={count: 0, branches: 2}");
        var second = await reversed.RunAsync(EchoModule.Spec, "options={count: 0, branches: 2}");

        second.Digest.ShouldBe(first.Digest);
        (await reversed.EventsAsync(second.Run)).First(e => e.Type == "echo-recorded.v1").Call!.Value.Value.ShouldBe("b1/1/echo");
    }

    [Fact]
    public async Task Execute_JobFailsTwice_IsTriedAgainAndLeavesNoTraceInTheDigest()
    {
        await using var plain = TestLab.Fresh(new EchoModule());
        await using var faulty = TestLab.Fresh(new EchoModule(new FailsFirst(2)));

        (await faulty.RunAsync(EchoModule.Spec)).Digest.ShouldBe((await plain.RunAsync(EchoModule.Spec)).Digest);
    }

    [Fact]
    public async Task Execute_JobFailsAtEveryAttempt_FailsTheRunAndRecordsWhy()
    {
        await using var lab = TestLab.Fresh(new EchoModule(new FailsFirst(int.MaxValue)));

        var result = await lab.RunAsync(EchoModule.Spec, "jobs.attempts=2");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason.ShouldBe("1/echo failed: broken on purpose");
        (await lab.EventsAsync(result.Run)).Select(e => e.Type).ShouldBe(["run-submitted.v1", "echo-requested.v1", "effect-failed.v1", "run-failed.v1"]);
    }

    [Fact]
    public async Task Execute_AlgorithmThrows_FailsTheRunWithItsMessage()
    {
        await using var lab = TestLab.Fresh(new EchoModule());

        var result = await lab.RunAsync(EchoModule.Spec, "options.throwAfter=1");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason.ShouldBe("The algorithm 'echo' threw InvalidOperationException: the algorithm has had enough");
    }

    [Fact]
    public async Task Execute_HandlerNeverReturns_IsGivenUpAfterTheLimitOfSilence()
    {
        await using var lab = TestLab.Fresh(new EchoModule(new NeverReturns()));

        var result = await lab.RunAsync(EchoModule.Spec, "jobs={attempts: 1, silence: '00:00:00.2'}");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("no sign of life");
    }

    [Fact]
    public async Task Execute_HiddenPart_IsOnTheLogAndNotInTheResult()
    {
        await using var lab = TestLab.Fresh(new EchoModule());

        var result = await lab.RunAsync(EchoModule.Spec, "options.count=1");

        var recorded = (await lab.EventsAsync(result.Run)).Single(e => e.Type == "echo-recorded.v1");
        Encoding.UTF8.GetString(recorded.Data.Span).ShouldContain("\"hidden\":{\"secret\":\"hello 0\"}");
        typeof(Echoed).GetProperties().Select(p => p.Name).ShouldBe(["Text", "Draw"]);
    }

    private sealed class FailsFirst(int times) : EchoFaults
    {
        public override async Task BeforeAsync(string text, CancellationToken cancellationToken)
        {
            await base.BeforeAsync(text, cancellationToken);
            if (Calls <= times)
            {
                throw new InvalidOperationException("broken on purpose");
            }
        }
    }

    private sealed class NeverReturns : EchoFaults
    {
        public override Task BeforeAsync(string text, CancellationToken cancellationToken) => new TaskCompletionSource().Task;
    }

    private sealed class ReversedOrder : EchoFaults
    {
        private readonly TaskCompletionSource _otherIsDone = new();

        public override Task BeforeAsync(string text, CancellationToken cancellationToken)
        {
            if (text == "1-second")
            {
                _otherIsDone.TrySetResult();
            }

            return text == "0-first" ? _otherIsDone.Task : Task.CompletedTask;
        }
    }
}
