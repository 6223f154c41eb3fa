using System.Text;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Streams of another store keep their times and hashes, and nothing changed is let in.</summary>
public abstract class ImportCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    [Fact]
    public async Task Import_OfAnotherStoresStream_KeepsEverythingButThePositions()
    {
        await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events(500, 3));
        var events = await ForeignAsync(40);

        await Store.ImportAsync(events.GetRange(0, 17));
        var result = await Store.ImportAsync(events.GetRange(17, 23));

        result.ShouldBe(new AppendResult(17, 39, 43, events[^1].ChainHash, AlreadyAppended: false));
        (await ReadAsync(Run)).Select(Comparable).ShouldBe(events.Select((e, i) => Comparable(e with { Position = i + 4 })));
        (await Store.HeadAsync(Run)).ShouldBe(new StreamHead(Run, 39, events[^1].ChainHash));
    }

    [Fact]
    public async Task Append_AfterAnImport_CarriesOnTheChain()
    {
        var events = await ForeignAsync(5);
        await Store.ImportAsync(events);

        await Store.AppendAsync(Run, ExpectedVersion.Exactly(4), Events(100, 2));

        var all = await ReadAsync(Run);
        EventChain.CheckContinues(EventChain.Genesis, 0, all);
        all.Select(e => e.Position).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task Import_OfTheSameAgain_ChangesNothing()
    {
        var events = await ForeignAsync(5);
        await Store.ImportAsync(events);

        (await Store.ImportAsync(events)).AlreadyAppended.ShouldBeTrue();

        (await ReadAsync(Run)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Import_OfAChangedEvent_IsRefusedWhole()
    {
        var events = await ForeignAsync(5);
        events[3] = events[3] with { Data = Encoding.UTF8.GetBytes("{}") };
        var import = async () => await Store.ImportAsync(events);

        (await import.ShouldThrowAsync<ArgumentException>()).Message.ShouldContain("version 3");
        (await Store.HeadAsync(Run)).ShouldBeNull();
        (await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 1))).LastPosition.ShouldBe(1);
    }

    [Fact]
    public async Task Import_OfAChangedTime_IsRefused()
    {
        var events = await ForeignAsync(2);
        events[1] = events[1] with { RecordedAt = events[1].RecordedAt.AddSeconds(1) };
        var import = async () => await Store.ImportAsync(events);

        await import.ShouldThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Import_OntoAnotherStream_IsRefused()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(900, 1));
        var events = await ForeignAsync(5);
        var import = async () => await Store.ImportAsync(events);

        await import.ShouldThrowAsync<WrongExpectedVersionException>();
        (await ReadAsync(Run)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Import_ThatLeavesAGap_IsRefused()
    {
        var events = await ForeignAsync(5);
        var import = async () => await Store.ImportAsync(events.GetRange(2, 3));

        await import.ShouldThrowAsync<WrongExpectedVersionException>();
    }

    [Fact]
    public async Task Subscription_SeesWhatIsImported()
    {
        var events = await ForeignAsync(3);
        await Store.ImportAsync(events);

        (await Store.SubscribeStreamAsync(Run, -1, Hung).Take(3).ToListAsync(Hung)).Select(e => e.Id).ShouldBe(events.Select(e => e.Id));
    }

    private static string Comparable(RecordedEvent e) => $"{e with { Data = default }} {Encoding.UTF8.GetString(e.Data.Span)}";

    private static async Task<List<RecordedEvent>> ForeignAsync(int count)
    {
        var foreign = new InMemoryEventStore(TimeProvider.System);
        foreach (var e in Events(0, count))
        {
            await foreign.AppendAsync(Run, ExpectedVersion.Any, [e with { Author = "somebody", Call = new CallId("1/thing"), Causation = e.Id }]);
        }

        return await foreign.ReadStreamAsync(Run, ReadDirection.Forwards, 0).ToListAsync();
    }
}
