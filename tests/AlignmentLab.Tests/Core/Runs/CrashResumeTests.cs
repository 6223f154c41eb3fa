using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs;

/// <summary>A process that dies at any append, taken up by another over the same stores.</summary>
public sealed class CrashResumeTests
{
    private const string Spec = EchoModule.Spec;

    [Fact]
    public async Task Resume_AfterACrashAtEachAppend_EndsWithTheUndisturbedDigestAndNoResultTwice()
    {
        await using var undisturbed = TestLab.Fresh(new EchoModule());
        var expected = await undisturbed.RunAsync(Spec, "options.branches=2");
        var crashes = 0;

        for (var allowed = 1; ; allowed++)
        {
            var (store, blobs, leases) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases());
            var dying = new DyingStore(store, allowed);
            RunId run;
            await using (var first = new TestLab(dying, blobs, leases, new EchoModule()))
            {
                run = await first.SubmitAsync(Spec, "options.branches=2");
                var lived = await TryAsync(() => first.ExecuteAsync(run));
                if (lived)
                {
                    break;
                }

                crashes++;
            }

            await using var second = new TestLab(store, blobs, leases, new EchoModule());
            var result = await second.ExecuteAsync(run);

            result.Status.ShouldBe(RunStatus.Completed, $"crash after {allowed} appends");
            result.Digest.ShouldBe(expected.Digest, $"crash after {allowed} appends");
            (await second.EventsAsync(run)).Where(e => e.Call is not null).GroupBy(e => (e.Type, e.Call)).ShouldAllBe(g => g.Count() == 1);
        }

        crashes.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Resume_AfterACompletedEffect_DoesNotCarryItOutAgain()
    {
        var (store, blobs, leases) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases());
        RunId run;
        using (var interrupt = new CancellationTokenSource())
        {
            await using var first = new TestLab(store, blobs, leases, new EchoModule(new Interrupting(interrupt, "hello 2")));
            run = await first.SubmitAsync(Spec);
            await Should.ThrowAsync<OperationCanceledException>(() => first.ExecuteAsync(run, interrupt.Token));
        }

        var faults = new EchoFaults();
        await using var second = new TestLab(store, blobs, leases, new EchoModule(faults));
        var result = await second.ExecuteAsync(run);

        result.Status.ShouldBe(RunStatus.Completed);
        faults.Calls.ShouldBe(1, "two of the three echoes were done before the interruption");
    }

    [Fact]
    public async Task Execute_WhileAnotherProcessHasTheRun_IsRefused()
    {
        var (store, blobs, leases) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases());
        await using var lab = new TestLab(store, blobs, leases, new EchoModule());
        var run = await lab.SubmitAsync(Spec);
        await using var held = await leases.TryAcquireAsync(run.Value, TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<EnvironmentFailureException>(() => lab.ExecuteAsync(run));

        error.Message.ShouldContain("Another process is working on");
        error.ExitCode.ShouldBe(3);
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (EnvironmentFailureException)
        {
            return false;
        }
    }

    private sealed class Interrupting(CancellationTokenSource interrupt, string at) : EchoFaults
    {
        public override async Task BeforeAsync(string text, CancellationToken cancellationToken)
        {
            if (text == at)
            {
                await interrupt.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }
    }
}
