using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Reads of streams, of the whole log and of heads.</summary>
public abstract class ReadCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    [Fact]
    public async Task Read_OfWhatIsNotThere_IsEmpty()
    {
        (await ReadAsync(Run)).ShouldBeEmpty();
        (await ReadLogAsync()).ShouldBeEmpty();
        (await Store.ReadAllAsync(ReadDirection.Backwards, long.MaxValue, EventFilter.All).ToListAsync()).ShouldBeEmpty();
        (await Store.HeadAsync(Run)).ShouldBeNull();
        (await Store.HeadsAsync().ToListAsync()).ShouldBeEmpty();
    }

    public static TheoryData<ReadDirection, long, long, long[]> Windows => new()
    {
        { ReadDirection.Forwards, 0, long.MaxValue, [0, 1, 2, 3, 4] },
        { ReadDirection.Forwards, 2, long.MaxValue, [2, 3, 4] },
        { ReadDirection.Forwards, 1, 2, [1, 2] },
        { ReadDirection.Forwards, 5, long.MaxValue, [] },
        { ReadDirection.Forwards, 0, 0, [] },
        { ReadDirection.Backwards, long.MaxValue, long.MaxValue, [4, 3, 2, 1, 0] },
        { ReadDirection.Backwards, 2, long.MaxValue, [2, 1, 0] },
        { ReadDirection.Backwards, 9, 2, [4, 3] },
        { ReadDirection.Backwards, 0, 5, [0] },
        { ReadDirection.Backwards, -1, 5, [] },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task ReadStream_FromAVersion_GivesTheEventsFromThere(ReadDirection direction, long from, long count, long[] versions)
    {
        await AppendTwoStreamsInTurnAsync();

        var events = await Store.ReadStreamAsync(Run, direction, from, count, Hung).ToListAsync();

        events.Select(e => e.Version).ShouldBe(versions);
        events.ShouldAllBe(e => e.Stream == Run);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task ReadAll_FromAPosition_GivesTheEventsFromThere(ReadDirection direction, long from, long count, long[] versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));
        await Store.AppendAsync(OtherRun, ExpectedVersion.NoStream, Events(2, 3));

        var position = from == long.MaxValue ? from : from + 1;
        var events = await Store.ReadAllAsync(direction, position, EventFilter.All, count, Hung).ToListAsync();

        events.Select(e => e.Position).ShouldBe(versions.Select(v => v + 1));
    }

    [Fact]
    public async Task Read_OfMoreThanOneWindow_GivesEveryEventOnceInOrder()
    {
        const int Rounds = 900;
        for (var i = 0; i < Rounds; i++)
        {
            await Store.AppendAsync(Run, ExpectedVersion.Any, Events(i * 10, (i % 3) + 1));
            await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events((i * 10) + 5, 1));
        }

        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(100_000, 1500));
        var count = Enumerable.Range(0, Rounds).Sum(i => (i % 3) + 1) + 1500;

        var forwards = await ReadAsync(Run);
        forwards.Select(e => e.Version).ShouldBe(Enumerable.Range(0, count).Select(v => (long)v));
        var backwards = await Store.ReadStreamAsync(Run, ReadDirection.Backwards, long.MaxValue, cancellationToken: Hung).ToListAsync();
        Ids(backwards).Reverse().ShouldBe(Ids(forwards));
        foreach (var from in (int[])[1, 511, 512, 513, 1200, count - 1])
        {
            (await Store.ReadStreamAsync(Run, ReadDirection.Forwards, from, 3, Hung).ToListAsync())
                .Select(e => e.Version).ShouldBe(Enumerable.Range(from, Math.Min(3, count - from)).Select(v => (long)v));
            (await Store.ReadStreamAsync(Run, ReadDirection.Backwards, from, 700, Hung).ToListAsync())
                .Select(e => e.Version).ShouldBe(Enumerable.Range(0, Math.Min(700, from + 1)).Select(i => (long)from - i));
        }

        var log = await ReadLogAsync();
        log.Select(e => e.Position).ShouldBe(Enumerable.Range(1, count + Rounds).Select(p => (long)p));
        Ids(await Store.ReadAllAsync(ReadDirection.Backwards, long.MaxValue, EventFilter.All).ToListAsync()).Reverse().ShouldBe(Ids(log));
    }

    [Fact]
    public async Task ReadAll_WithFilter_GivesWhatMatches()
    {
        await Store.AppendAsync(new StreamId("run-1"), ExpectedVersion.Any, [Event(0, "a.v1"), Event(1, "b.v1")]);
        await Store.AppendAsync(new StreamId("incident-1"), ExpectedVersion.Any, [Event(2, "a.v1"), Event(3, "c.v1")]);
        await Store.AppendAsync(new StreamId("run"), ExpectedVersion.Any, [Event(4, "b.v1")]);

        (await Matching(EventFilter.ForCategories("run"))).ShouldBe([1, 2, 5]);
        (await Matching(EventFilter.ForTypes("a.v1", "c.v1"))).ShouldBe([1, 3, 4]);
        (await Matching(EventFilter.ForCategories("run", "incident"))).ShouldBe([1, 2, 3, 4, 5]);
        (await Matching(new EventFilter(new HashSet<string> { "incident" }, new HashSet<string> { "a.v1", "b.v1" }))).ShouldBe([3]);
        (await Matching(EventFilter.ForTypes("never-used.v1"))).ShouldBeEmpty();
        (await Matching(EventFilter.ForTypes("never-used.v1", "c.v1"))).ShouldBe([4]);
        (await Matching(EventFilter.ForCategories("run"), ReadDirection.Backwards, long.MaxValue, 2)).ShouldBe([5, 2]);
    }

    [Fact]
    public async Task Heads_OfSeveralStreams_ComeInOrderOfTheirFirstEvents()
    {
        await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events(0, 1));
        await Store.AppendAsync(new StreamId("incident-7"), ExpectedVersion.Any, Events(1, 2));
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(3, 1));
        var last = await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events(4, 1));

        var heads = await Store.HeadsAsync().ToListAsync();
        heads.Select(h => (h.Stream.Value, h.Version)).ShouldBe([("run-2", 1), ("incident-7", 1), ("run-1", 0)]);
        heads[0].Root.ShouldBe(last.Root);
        (await Store.HeadsAsync("run").ToListAsync()).Select(h => h.Stream).ShouldBe([OtherRun, Run]);
        (await Store.HeadsAsync("unknown").ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Heads_OfManyStreams_AreComplete()
    {
        for (var i = 0; i < 1100; i++)
        {
            await Store.AppendAsync(new StreamId($"run-{i}"), ExpectedVersion.NoStream, Events(i, 1));
        }

        (await Store.HeadsAsync("run").ToListAsync()).Select(h => h.Stream.Value).ShouldBe(Enumerable.Range(0, 1100).Select(i => $"run-{i}"));
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 3));
        using var source = new CancellationTokenSource();
        var read = async () =>
        {
            await foreach (var e in Store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All, cancellationToken: source.Token))
            {
                e.Position.ShouldBe(1);
                await source.CancelAsync();
            }
        };

        await read.ShouldThrowAsync<OperationCanceledException>();
    }

    private async Task<IEnumerable<long>> Matching(EventFilter filter, ReadDirection direction = ReadDirection.Forwards, long from = 1, long count = long.MaxValue) =>
        (await Store.ReadAllAsync(direction, from, filter, count, Hung).ToListAsync()).Select(e => e.Position);

    private async Task AppendTwoStreamsInTurnAsync()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));
        await Store.AppendAsync(OtherRun, ExpectedVersion.NoStream, Events(2, 2));
        await Store.AppendAsync(Run, ExpectedVersion.Exactly(1), Events(4, 1));
        await Store.AppendAsync(OtherRun, ExpectedVersion.Exactly(1), Events(5, 1));
        await Store.AppendAsync(Run, ExpectedVersion.Exactly(2), Events(6, 2));
    }
}
