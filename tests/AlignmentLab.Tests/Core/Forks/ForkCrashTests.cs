using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Forks;

/// <summary>A process that dies at any append of a fork, taken up by another over the same stores.</summary>
public sealed class ForkCrashTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryRunLeases _leases = new();

    [Fact]
    public async Task Resume_AfterACrashAtEachAppend_CompletesThePrefixAndEndsWithTheUndisturbedDigest()
    {
        await using var lab = new TestLab(_store, _blobs, _leases, new EchoModule());
        var parent = await lab.RunAsync(EchoModule.Spec, "options.branches=200");
        var undisturbed = await lab.ExecuteAsync((await SubmitAsync(lab, parent.Run, parent.Events - 3)).Run);
        var crashes = 0;

        for (var allowed = 1; ; allowed++)
        {
            RunId run;
            await using (var dying = new TestLab(new DyingStore(_store, allowed), _blobs, _leases, TestLab.AuthorityOf(_store), new EchoModule()))
            {
                run = (await SubmitAsync(dying, parent.Run, parent.Events - 3)).Run;
                if (await LivesAsync(() => dying.ExecuteAsync(run)))
                {
                    break;
                }

                crashes++;
            }

            var result = await lab.ExecuteAsync(run);

            result.Status.ShouldBe(RunStatus.Completed, $"crash after {allowed} appends");
            result.Digest.ShouldBe(undisturbed.Digest, $"crash after {allowed} appends");
            (await lab.EventsAsync(run)).Where(e => e.Call is not null).GroupBy(e => (e.Type, e.Call)).ShouldAllBe(g => g.Count() == 1);
            (await lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
        }

        crashes.ShouldBeGreaterThan(5, "submission, session, each batch of the prefix, the own effects and the ending");
    }

    [Fact]
    public async Task Cancel_PrefixIncomplete_EndsTheForkAndStillReplays()
    {
        await using var lab = new TestLab(_store, _blobs, _leases, new EchoModule());
        var parent = await lab.RunAsync(EchoModule.Spec, "options.branches=200");
        RunId run;
        await using (var dying = new TestLab(new DyingStore(_store, 4), _blobs, _leases, TestLab.AuthorityOf(_store), new EchoModule()))
        {
            run = (await SubmitAsync(dying, parent.Run, parent.Events - 1)).Run;
            (await LivesAsync(() => dying.ExecuteAsync(run))).ShouldBeFalse();
        }

        (await lab.EventsAsync(run)).Count.ShouldBeInRange(2, (int)parent.Events - 2);
        await lab.Mediator.Send(new CancelRun(run, "enough"), TestContext.Current.CancellationToken);

        (await lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Cancelled);
        (await lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
    }

    private static Task<SubmittedFork> SubmitAsync(TestLab lab, RunId parent, long at) => lab.Mediator.Send(new SubmitFork(parent, at, ["seed=5"]));

    private static async Task<bool> LivesAsync(Func<Task> work)
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
}
