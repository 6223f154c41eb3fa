using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Several instances on one store, as several processes have it.</summary>
public abstract class SharedStoreCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    private IEventStore Other { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipWhen(Harness.WhyInstancesAreSeparate is not null, Harness.WhyInstancesAreSeparate ?? "");
        Other = await Harness.OpenAsync();
    }

    [Fact]
    public async Task Append_ByAnotherInstance_IsSeenAtOnce()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));
        await Other.AppendAsync(Run, ExpectedVersion.Exactly(1), Events(2, 1));
        var stale = async () => await Store.AppendAsync(Run, ExpectedVersion.Exactly(1), Events(3, 1));

        (await stale.ShouldThrowAsync<WrongExpectedVersionException>()).ActualVersion.ShouldBe(2);
        (await Store.AppendAsync(Run, ExpectedVersion.Exactly(2), Events(3, 1))).LastPosition.ShouldBe(4);
        (await Other.HeadAsync(Run))!.Value.Version.ShouldBe(3);
        (await ReadAsync(Run)).Select(e => e.Version).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task Append_ExpectingWhatAnotherInstanceAppended_IsTaken()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 1));
        await Other.AppendAsync(Run, ExpectedVersion.Exactly(0), Events(1, 1));
        await Other.AppendAsync(OtherRun, ExpectedVersion.NoStream, Events(2, 1));

        (await Store.AppendAsync(Run, ExpectedVersion.Exactly(1), Events(3, 1))).LastPosition.ShouldBe(4);
        (await Store.AppendAsync(OtherRun, ExpectedVersion.Exactly(0), Events(4, 1))).LastPosition.ShouldBe(5);
    }

    [Fact]
    public async Task Append_RepeatedByAnotherInstance_IsAnswered()
    {
        var first = await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));

        (await Other.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2))).ShouldBe(first with { AlreadyAppended = true });
    }

    [Fact]
    public async Task Append_ByBothAtOnce_KeepsPositionsVersionsAndChain()
    {
        const int Each = 150;
        await Task.WhenAll(new[] { Store, Other }.Select((store, instance) => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await store.AppendAsync(Run, ExpectedVersion.Any, Events((instance * 10_000) + (i * 2), 2));
                await store.AppendAsync(new StreamId($"own-{instance}"), ExpectedVersion.Exactly(i - 1), Events((instance * 10_000) + 5_000 + i, 1));
            }
        })));

        var log = await ReadLogAsync();
        log.Select(e => e.Position).ShouldBe(Enumerable.Range(1, Each * 6).Select(p => (long)p));
        var previous = EventChain.Genesis;
        foreach (var e in await ReadAsync(Run))
        {
            e.ChainHash.ShouldBe(EventChain.Recompute(e, previous).Chain);
            previous = e.ChainHash;
        }

        log.Count(e => e.Stream == Run).ShouldBe(Each * 4);
    }

    [Fact]
    public async Task Subscribe_ToAnotherInstancesAppends_GivesThem()
    {
        await using var all = Store.SubscribeAllAsync(0, EventFilter.All, Hung).GetAsyncEnumerator();
        await using var stream = Store.SubscribeStreamAsync(Run, -1, Hung).GetAsyncEnumerator();
        for (var i = 0; i < 3; i++)
        {
            var next = (all.MoveNextAsync().AsTask(), stream.MoveNextAsync().AsTask());
            await Other.AppendAsync(Run, ExpectedVersion.Any, Events(i, 1));

            (await next.Item1).ShouldBeTrue();
            (await next.Item2).ShouldBeTrue();
            all.Current.Position.ShouldBe(i + 1);
            stream.Current.Version.ShouldBe(i);
        }
    }
}
