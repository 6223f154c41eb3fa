using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Subscriptions: what is held, then what comes, each event once and in order.</summary>
public abstract class SubscriptionCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    [Fact]
    public async Task SubscribeAll_FromTheStart_GivesWhatIsHeldThenWhatComes()
    {
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 3));
        await using var events = Store.SubscribeAllAsync(0, EventFilter.All, Hung).GetAsyncEnumerator();
        (await TakeAsync(events, 3)).Select(e => e.Position).ShouldBe([1, 2, 3]);

        var next = events.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();
        await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events(3, 2));

        (await next).ShouldBeTrue();
        events.Current.Position.ShouldBe(4);
        (await TakeAsync(events, 1))[0].Position.ShouldBe(5);
    }

    [Fact]
    public async Task SubscribeAll_AfterAPosition_GivesWhatFollows()
    {
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 5));
        await using var held = Store.SubscribeAllAsync(3, EventFilter.All, Hung).GetAsyncEnumerator();
        (await TakeAsync(held, 2)).Select(e => e.Position).ShouldBe([4, 5]);

        await using var ahead = Store.SubscribeAllAsync(6, EventFilter.All, Hung).GetAsyncEnumerator();
        var next = ahead.MoveNextAsync();
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(5, 2));
        (await next).ShouldBeTrue();
        ahead.Current.Position.ShouldBe(7);
    }

    [Fact]
    public async Task SubscribeAll_WithFilter_GivesWhatMatchesThoughItsNamesComeLater()
    {
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 3));
        await using var events = Store.SubscribeAllAsync(0, new EventFilter(new HashSet<string> { "incident" }, new HashSet<string> { "opened.v1" }), Hung).GetAsyncEnumerator();
        var next = events.MoveNextAsync();
        await Store.AppendAsync(Run, ExpectedVersion.Any, [Event(3, "opened.v1")]);
        await Store.AppendAsync(new StreamId("incident-1"), ExpectedVersion.Any, [Event(4), Event(5, "opened.v1")]);

        (await next).ShouldBeTrue();
        events.Current.Position.ShouldBe(6);
    }

    [Fact]
    public async Task SubscribeStream_AfterAVersion_GivesThatStreamAlone()
    {
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 3));
        await using var events = Store.SubscribeStreamAsync(Run, 1, Hung).GetAsyncEnumerator();
        (await TakeAsync(events, 1))[0].Version.ShouldBe(2);

        var next = events.MoveNextAsync();
        await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events(3, 2));
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(5, 1));
        (await next).ShouldBeTrue();
        (events.Current.Stream, events.Current.Version).ShouldBe((Run, 3));
    }

    [Fact]
    public async Task SubscribeStream_ToAStreamThatIsNotThereYet_WaitsForIt()
    {
        await using var events = Store.SubscribeStreamAsync(Run, -1, Hung).GetAsyncEnumerator();
        var next = events.MoveNextAsync();
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 1));

        (await next).ShouldBeTrue();
        events.Current.Version.ShouldBe(0);
    }

    [Fact]
    public async Task Subscribe_WhileManyAppend_GivesEveryEventOnceInOrder()
    {
        const int Callers = 8;
        const int Each = 60;
        var subscribers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            await Store.SubscribeAllAsync(0, EventFilter.All, Hung).Take(Callers * Each * 2).Select(e => e.Position).ToListAsync(Hung))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await Store.AppendAsync(new StreamId($"run-{caller}"), ExpectedVersion.Any, Events(((caller * Each) + i) * 2, 2));
            }
        })));

        foreach (var positions in await Task.WhenAll(subscribers))
        {
            positions.ShouldBe(Enumerable.Range(1, Callers * Each * 2).Select(p => (long)p));
        }
    }

    [Fact]
    public async Task Subscribe_Cancelled_EndsWhileWaiting()
    {
        using var source = new CancellationTokenSource();
        await using var all = Store.SubscribeAllAsync(0, EventFilter.All, source.Token).GetAsyncEnumerator();
        await using var stream = Store.SubscribeStreamAsync(Run, -1, source.Token).GetAsyncEnumerator();
        var waiting = (all.MoveNextAsync().AsTask(), stream.MoveNextAsync().AsTask());
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting.Item1);
        await Should.ThrowAsync<OperationCanceledException>(waiting.Item2);
    }

    private static async Task<List<RecordedEvent>> TakeAsync(IAsyncEnumerator<RecordedEvent> events, int count)
    {
        var taken = new List<RecordedEvent>();
        while (taken.Count < count)
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            taken.Add(events.Current);
        }

        return taken;
    }
}
