using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Projections;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Projections;

public sealed class JobLedgerTests
{
    [Fact]
    public async Task View_FaultyJobs_CountsRetriesAndKeepsWhyTheyFailed()
    {
        var store = new InMemoryEventStore(TimeProvider.System);
        await using var lab = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases(), new EchoModule(new FailsFirst(2)));
        await using var view = new LabView(store, new InMemoryRunLeases(), lab.Plugins, TimeProvider.System);
        var run = await lab.RunAsync(EchoModule.Spec, "options.count=2");
        await foreach (var e in store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All))
        {
            view.Add(e);
        }

        var tally = view.Jobs.Tallies.ShouldHaveSingleItem();
        (tally.Work, tally.Attempts, tally.Failures).ShouldBe(("echo", 4, 2));
        tally.Retries.ShouldBe(2);
        view.Jobs.Failures.Count.ShouldBe(2);
        view.Jobs.Failures.ShouldAllBe(f => f.Run == run.Run && f.Error.Length > 0);
        view.OpenCalls(run.Run).ShouldBeEmpty();
    }

    [Fact]
    public async Task OpenCalls_EffectWithoutResult_IsNamedUntilItHasOne()
    {
        var store = new InMemoryEventStore(TimeProvider.System);
        await using var lab = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases(), new EchoModule());
        await using var view = new LabView(store, new InMemoryRunLeases(), lab.Plugins, TimeProvider.System);
        var run = await lab.RunAsync(EchoModule.Spec, "options.count=1");
        var events = await store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.ForCategories(RunId.Category)).ToListAsync();

        events.Take(2).ToList().ForEach(view.Add);
        view.OpenCalls(run.Run).ShouldHaveSingleItem().Call.ShouldBe(new CallId("1/echo"));
        view.Add(events[2]);

        view.OpenCalls(run.Run).ShouldBeEmpty();
    }

    [Fact]
    public void Take_ManyFailures_KeepsTheLatest()
    {
        var ledger = new JobLedger();
        for (var i = 0; i < JobLedger.MostFailures + 5; i++)
        {
            var data = Serialization.EventJson.Serialize(new JobAttempted(new CallId($"{i}/echo"), "cpu", "echo", 1, 1, "broken"));
            ledger.Take(new RunId("r"), Recorded(data, i));
        }

        var view = ledger.View();
        view.Failures.Count.ShouldBe(JobLedger.MostFailures);
        view.Failures[0].Call.Value.ShouldBe($"{JobLedger.MostFailures + 4}/echo");
        view.Tallies[0].Failures.ShouldBe(JobLedger.MostFailures + 5);
    }

    private static RecordedEvent Recorded(byte[] data, long version) => new(
        new RunId("r").OperationsStream, version, version + 1, default, "job-attempted.v1", null, data, default, "a", null, default, default);

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
}
