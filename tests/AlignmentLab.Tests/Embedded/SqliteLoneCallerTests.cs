using System.Text;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using SQLitePCL;
using Xunit;

namespace AlignmentLab.Tests.Embedded;

/// <summary>A caller that has been alone for a while writes on its own thread: nothing else may show a difference.</summary>
public sealed class SqliteLoneCallerTests : IDisposable
{
    /// <summary>Appends after which a caller has long been alone.</summary>
    private const int Alone = 64;

    /// <summary>Ends a test that hangs. No test waits this long to pass.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly StreamId Run = new("run-1");
    private static readonly StreamId OtherRun = new("run-2");
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteEventStore _store;

    public SqliteLoneCallerTests() =>
        _store = SqliteEventStore.Open(_directory.File("events.db"), new SqliteEventStoreOptions { LockTimeout = TimeSpan.FromHours(1) }, TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Append_ByManyCallersAfterALoneOne_KeepsPositionsVersionsAndChain()
    {
        await AppendAloneAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 32).Select(caller => Task.Run(async () =>
        {
            var own = new List<AppendResult>();
            for (var n = 0; n < 20; n++)
            {
                own.Add(await _store.AppendAsync(caller % 2 == 0 ? Run : OtherRun, ExpectedVersion.Any, [Event((caller * 1000) + n)]));
            }

            return own;
        })));

        results.SelectMany(own => own).Select(r => r.LastPosition).Order().ShouldBe(Enumerable.Range(Alone + 1, 640).Select(p => (long)p));
        await ShouldBeChainedAsync(Alone + 320, Run);
        await ShouldBeChainedAsync(320, OtherRun);
    }

    [Fact]
    public async Task Append_ByALoneCallerOfALargeBatchAndOfARepeatedOne_IsAnsweredAsEver()
    {
        await AppendAloneAsync();
        var batch = Enumerable.Range(1000, 300).Select(n => Event(n)).ToArray();

        var first = await _store.AppendAsync(Run, ExpectedVersion.Any, batch);
        var again = await _store.AppendAsync(Run, ExpectedVersion.Any, batch);
        var refused = await Record.ExceptionAsync(async () => await _store.AppendAsync(Run, ExpectedVersion.Exactly(3), [Event(5000)]));
        var next = await _store.AppendAsync(Run, ExpectedVersion.Exactly(first.LastVersion), [Event(5000)]);

        again.ShouldBe(first with { AlreadyAppended = true });
        refused.ShouldBeOfType<WrongExpectedVersionException>();
        next.LastPosition.ShouldBe(first.LastPosition + 1);
        await ShouldBeChainedAsync(Alone + 301, Run);
    }

    [Fact]
    public async Task Append_ByALoneCallerWhileAnotherProcessWrites_DoesNotBlockItsThread()
    {
        await AppendAloneAsync();
        Batteries_V2.Init();
        raw.sqlite3_open_v2(_directory.File("events.db"), out var other, raw.SQLITE_OPEN_READWRITE, null).ShouldBe(raw.SQLITE_OK);
        using (other)
        {
            raw.sqlite3_exec(other, "BEGIN IMMEDIATE").ShouldBe(raw.SQLITE_OK);

            // The lock is given up only after both calls have returned.
            var calls = Task.Run(() => new[] { 1000, 1001 }.Select(n => _store.AppendAsync(Run, ExpectedVersion.Any, [Event(n)]).AsTask()).ToArray());
            var appends = await calls.WaitAsync(Limit);
            appends.ShouldAllBe(append => !append.IsCompleted);
            raw.sqlite3_exec(other, "ROLLBACK").ShouldBe(raw.SQLITE_OK);

            (await Task.WhenAll(appends)).Select(r => r.LastPosition).ShouldBe([Alone + 1, Alone + 2]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(37)]
    public async Task Append_OfAnyNumberOfUnlikeEvents_ReadsBackTheSame(int count)
    {
        var events = Enumerable.Range(0, count).Select(Unlike).ToArray();

        await _store.AppendAsync(Run, ExpectedVersion.NoStream, events);
        await _store.AppendAsync(OtherRun, ExpectedVersion.NoStream, [.. events.Reverse()]);

        foreach (var (stream, written) in new[] { (Run, events), (OtherRun, [.. events.Reverse()]) })
        {
            var read = await ShouldBeChainedAsync(count, stream);
            read.Select(e => (e.Id, e.Type, e.Call, e.Author, e.Causation)).ShouldBe(written.Select(e => (e.Id, e.Type, e.Call, e.Author, e.Causation)));
            read.Select(e => Encoding.UTF8.GetString(e.Data.Span)).ShouldBe(written.Select(e => Encoding.UTF8.GetString(e.Data.Span)));
        }
    }

    private async Task AppendAloneAsync()
    {
        for (var n = 0; n < Alone; n++)
        {
            (await _store.AppendAsync(Run, ExpectedVersion.Exactly(n - 1), [Event(n)])).LastPosition.ShouldBe(n + 1);
        }
    }

    private async Task<List<RecordedEvent>> ShouldBeChainedAsync(int count, StreamId stream)
    {
        var events = await _store.ReadStreamAsync(stream, ReadDirection.Forwards, 0).ToListAsync();
        events.Select(e => e.Version).ShouldBe(Enumerable.Range(0, count).Select(v => (long)v));
        var previous = EventChain.Genesis;
        foreach (var e in events)
        {
            (e.ContentHash, e.ChainHash).ShouldBe(EventChain.Recompute(e, previous));
            previous = e.ChainHash;
        }

        return events;
    }

    private static NewEvent Event(int number) =>
        new(EventId.Deterministic("lone", $"{number}"), "noted.v1", Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));

    /// <summary>Events whose neighbours differ in type, author, kind of id, payload, and in whether they have a cause or a call, short or long.</summary>
    private static NewEvent Unlike(int number) =>
        new(number % 3 == 0 ? EventId.New(TimeProvider.System) : EventId.Deterministic("unlike", $"{number}"), $"type-{number % 4}.v1", Encoding.UTF8.GetBytes(new string('x', number * 97 % 5000)))
        {
            Call = number % 2 == 0 ? null : new CallId($"{new string('é', number * 31 % 300)}/{number}"),
            Author = $"author-{number % 5}",
            Causation = number % 7 < 3 ? null : EventId.Deterministic("cause", $"{number}"),
        };
}
