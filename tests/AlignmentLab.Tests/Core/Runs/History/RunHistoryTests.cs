using System.Security.Cryptography;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Events;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.History;

public sealed class RunHistoryTests
{
    [Fact]
    public void Find_AnyHistory_GivesWhatWasAdded() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(60, 61).WithMaxTest(300),
        Prop.ForAll(Histories.Of(branches: 4, calls: 40).ToArbitrary(), events =>
        {
            var history = Of(events);
            var model = events.GroupBy(e => e.Call!.Value).ToDictionary(g => g.Key, g => g.ToList());

            history.Count.ShouldBe(model.Count);
            foreach (var (call, own) in model)
            {
                history.Find(call).ShouldBe(new CallRecord(Link(own[0]), own.Count > 1 ? Link(own[1]) : null));
            }

            history.Find(new CallId("no/such/call")).ShouldBeNull();
            history.InCallOrder().Select(c => c.Call).ShouldBe(model.Keys.Order());
        }));

    [Fact]
    public void Digest_AnyHistory_IsTheHashOfTheContentHashesInCallOrder() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(62, 63).WithMaxTest(200),
        Prop.ForAll(Histories.Of(branches: 3, calls: 30).ToArbitrary(), events =>
        {
            var bytes = events.OrderBy(e => e.Call).ThenBy(e => e.Version).SelectMany(e => e.ContentHash.ToArray()).ToArray();

            Of(events).Digest().ShouldBe(new Sha256(SHA256.HashData(bytes)));
        }));

    [Fact]
    public void Add_VersionsWithGapsAndEventsOfTheRunItself_KeepsVersionsAndEnding()
    {
        var history = new RunHistory();
        history.Add(Histories.Event(0, null, 0));
        history.Add(Histories.Event(1, "1/call", 0));
        history.Add(Histories.Event(2, null, 0));
        history.Add(Histories.Event(7, "1/call", 1));
        history.Add(Histories.Event(8, null, 0) with { Type = "run-failed.v1" });

        var record = history.Find(new CallId("1/call"))!.Value;
        (record.First.Version, record.Result!.Value.Version).ShouldBe((1, 7));
        (history.Version, history.Ending).ShouldBe((8, RunStatus.Failed));
    }

    [Fact]
    public void Add_ThirdEventOfACall_SaysThatTheLogWasTamperedWith()
    {
        var history = Of([Histories.Event(1, "1/call", 0), Histories.Event(2, "1/call", 0)]);

        Should.Throw<InvalidOperationException>(() => history.Add(Histories.Event(3, "1/call", 0))).Message.ShouldContain("a third event for 1/call");
    }

    [Fact]
    public void Find_IdsOfAnyLength_AreKept()
    {
        var ids = new[] { 1, 100, 300, 32_763, 32_764, 40_000, 5 }.Select(length => new string('é', length) + "/call").ToList();

        var history = Of([.. ids.Select((id, i) => Histories.Event(i + 1, id, 0))]);

        ids.Select(id => history.Find(new CallId(id))!.Value.First.Version).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        history.InCallOrder().Select(c => c.Call.Value).ShouldBe(ids, ignoreOrder: true);
    }

    /// <summary>What is allocated on the way counts too: the table of the ids' places is made anew each time it is full.</summary>
    [Fact]
    public void Add_ManyCalls_TakesUnder130BytesEach()
    {
        const int Calls = 100_000;
        var events = Enumerable.Range(0, 2 * Calls).Select(i => Histories.Event(i + 1, $"{i / 2}/rollout", i % 2)).ToList();
        var history = new RunHistory();
        var before = GC.GetAllocatedBytesForCurrentThread();

        events.ForEach(history.Add);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls).ShouldBeLessThan(130);
        history.Count.ShouldBe(Calls);
    }

    private static RunHistory Of(IReadOnlyList<RecordedEvent> events)
    {
        var history = new RunHistory();
        foreach (var e in events)
        {
            history.Add(e);
        }

        return history;
    }

    private static EventLink Link(RecordedEvent e) => new(e.Version, e.Type, e.ContentHash);
}
