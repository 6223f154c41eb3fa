using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Appends: versions, positions, expected versions, atomicity.</summary>
public abstract class AppendCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    [Fact]
    public async Task Append_ToNewStream_NumbersVersionsFromZeroAndPositionsFromOne()
    {
        var result = await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 3));

        result.ShouldBe(new AppendResult(0, 2, 3, result.Root, AlreadyAppended: false));
        var events = await ReadAsync(Run);
        events.Select(e => e.Version).ShouldBe([0, 1, 2]);
        events.Select(e => e.Position).ShouldBe([1, 2, 3]);
        events[^1].ChainHash.ShouldBe(result.Root);
    }

    [Fact]
    public async Task Append_ToSeveralStreams_GivesEachItsVersionsAndTheLogGaplessPositions()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));
        await Store.AppendAsync(OtherRun, ExpectedVersion.NoStream, Events(2, 1));
        await Store.AppendAsync(Run, ExpectedVersion.Exactly(1), Events(3, 2));

        var log = await ReadLogAsync();
        log.Select(e => (e.Stream, e.Version)).ShouldBe([(Run, 0), (Run, 1), (OtherRun, 0), (Run, 2), (Run, 3)]);
        log.Select(e => e.Position).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Append_OfEveryField_ReadsBackTheSame()
    {
        var cause = Event(1).Id;
        var data = """{"text":"ϕ → 漢字 \"quoted\"","empty":""}"""u8.ToArray();
        var full = new NewEvent(Event(2).Id, "full.v3", data) { Call = new CallId("3/2/train"), Author = "plugin ünïcode", Causation = cause };
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, [full, Event(3)]);

        var events = await ReadAsync(Run);
        events[0].ShouldSatisfyAllConditions(
            e => e.Stream.ShouldBe(Run),
            e => e.Id.ShouldBe(full.Id),
            e => e.Type.ShouldBe("full.v3"),
            e => e.Call.ShouldBe(full.Call),
            e => e.Data.ToArray().ShouldBe(data),
            e => e.Author.ShouldBe(full.Author),
            e => e.Causation.ShouldBe(cause),
            e => e.RecordedAt.ShouldBe(Harness.Clock.Now));
        events[1].Call.ShouldBeNull();
        events[1].Causation.ShouldBeNull();
        events[1].Author.ShouldBe("alab");
    }

    public static TheoryData<long, int> WrongVersions => new() { { -1, 1 }, { 0, 0 }, { 0, 2 }, { 5, 1 }, { 2, 1 } };

    [Theory]
    [MemberData(nameof(WrongVersions))]
    public async Task Append_AtWrongVersion_IsRefusedAndChangesNothing(long expected, int held)
    {
        if (held > 0)
        {
            await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, held));
        }

        var append = async () => await Store.AppendAsync(Run, ExpectedVersion.Exactly(expected), Events(10, 2));

        var refusal = await append.ShouldThrowAsync<WrongExpectedVersionException>();
        refusal.ActualVersion.ShouldBe(held - 1);
        refusal.Stream.ShouldBe(Run);
        (await ReadLogAsync()).Count.ShouldBe(held);
    }

    [Fact]
    public async Task Append_AtAnyVersion_GoesToTheEnd()
    {
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 2));
        var result = await Store.AppendAsync(Run, ExpectedVersion.Any, Events(2, 1));

        result.FirstVersion.ShouldBe(2);
    }

    [Fact]
    public async Task Append_OfNothing_IsRefused()
    {
        var append = async () => await Store.AppendAsync(Run, ExpectedVersion.Any, []);

        await append.ShouldThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Append_OfOneIdTwice_IsRefusedWhole()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 1));
        var append = async () => await Store.AppendAsync(Run, ExpectedVersion.Exactly(0), [Event(1), Event(2), Event(1)]);

        await append.ShouldThrowAsync<ArgumentException>();
        (await ReadLogAsync()).Count.ShouldBe(1);
        (await Store.AppendAsync(Run, ExpectedVersion.Exactly(0), [Event(1)])).LastPosition.ShouldBe(2);
    }

    [Fact]
    public async Task Append_AlreadyCancelled_AppendsNothing()
    {
        var append = async () => await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 1), new CancellationToken(canceled: true));

        await append.ShouldThrowAsync<OperationCanceledException>();
        (await ReadLogAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_WhileTheClockGoesBack_NeverRecordsAnEarlierTime()
    {
        var start = Harness.Clock.Now;
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 1));
        Harness.Clock.Now = start - TimeSpan.FromHours(1);
        await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events(1, 1));
        Harness.Clock.Now = start + TimeSpan.FromMicroseconds(7.3);
        await Store.AppendAsync(Run, ExpectedVersion.Any, Events(2, 1));

        (await ReadLogAsync()).Select(e => e.RecordedAt).ShouldBe([start, start, start + TimeSpan.FromMicroseconds(7)]);
    }

    [Fact]
    public async Task Append_FromManyCallersAtOnce_KeepsEveryEventOnce()
    {
        const int Callers = 32;
        const int Each = 25;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                var stream = new StreamId($"run-{caller % 8}");
                await Store.AppendAsync(stream, ExpectedVersion.Any, [Event((caller * Each) + i)]);
            }
        })));

        var log = await ReadLogAsync();
        log.Select(e => e.Position).ShouldBe(Enumerable.Range(1, Callers * Each).Select(p => (long)p));
        Ids(log).Order(IdOrder).ShouldBe(Ids(Events(0, Callers * Each)).Order(IdOrder));
        foreach (var stream in log.GroupBy(e => e.Stream))
        {
            stream.Select(e => e.Version).ShouldBe(Enumerable.Range(0, stream.Count()).Select(v => (long)v));
        }
    }

    [Fact]
    public async Task Append_RacedForOneVersion_IsWonByOneCaller()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(async () =>
        {
            try
            {
                await Store.AppendAsync(Run, ExpectedVersion.NoStream, [Event(n)]);
                return true;
            }
            catch (WrongExpectedVersionException)
            {
                return false;
            }
        })));

        outcomes.Count(won => won).ShouldBe(1);
        (await ReadLogAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Append_BesideRefusedOnes_IsNotDisturbed()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));
        var appends = Enumerable.Range(0, 60).Select(n => (n % 3) switch
        {
            0 => Store.AppendAsync(OtherRun, ExpectedVersion.Any, [Event(100 + n)]).AsTask(),
            1 => Store.AppendAsync(Run, ExpectedVersion.NoStream, [Event(100 + n)]).AsTask(),
            _ => Store.AppendAsync(OtherRun, ExpectedVersion.Any, [Event(1000 + n), Event(1000 + n)]).AsTask(),
        }).ToArray();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        for (var n = 0; n < appends.Length; n++)
        {
            (appends[n].Exception?.InnerException?.GetType()).ShouldBe((n % 3) switch
            {
                0 => null,
                1 => typeof(WrongExpectedVersionException),
                _ => typeof(ArgumentException),
            });
        }

        (await ReadAsync(OtherRun)).Count.ShouldBe(20);
        (await ReadLogAsync()).Select(e => e.Position).ShouldBe(Enumerable.Range(1, 22).Select(p => (long)p));
    }

    private static Comparer<EventId> IdOrder { get; } = Comparer<EventId>.Create((a, b) => a.Value.CompareTo(b.Value));
}
