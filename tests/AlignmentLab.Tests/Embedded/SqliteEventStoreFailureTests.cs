using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using SQLitePCL;
using Xunit;

namespace AlignmentLab.Tests.Embedded;

/// <summary>What the embedded store says when its surroundings are wrong, and that it goes on once they are mended.</summary>
public sealed class SqliteEventStoreFailureTests : IDisposable
{
    private static readonly StreamId Run = new("run-1");
    private readonly TemporaryDirectory _directory = new();

    private string Log => _directory.File("events.db");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("this is some text that somebody keeps in a file of that name, long enough to be no header of a database")]
    [InlineData("short")]
    public void Open_OfAnotherKindOfFile_SaysSoAndLeavesIt(string content)
    {
        File.WriteAllText(Log, content);

        Failure().ShouldContain($"{Log} is not an event log");
        File.ReadAllText(Log).ShouldBe(content);
    }

    [Fact]
    public void Open_OfAnotherApplicationsDatabase_SaysSoAndLeavesIt()
    {
        Sql("CREATE TABLE books (title TEXT); INSERT INTO books VALUES ('Dubliners')");
        var before = File.ReadAllBytes(Log);

        Failure().ShouldContain($"{Log} is a SQLite database of another application");
        File.ReadAllBytes(Log).ShouldBe(before);
    }

    [Fact]
    public async Task Open_OfANewerFormat_SaysSo()
    {
        await AppendAsync(0);
        Sql("PRAGMA user_version = 99");

        Failure().ShouldContain("its format is 99");
    }

    [Fact]
    public async Task Open_OfALogWithoutItsTables_SaysSo()
    {
        await AppendAsync(0);
        Sql("DROP TABLE spans");

        Failure().ShouldContain("lacks tables");
    }

    [Fact]
    public async Task Open_OfALogCutShort_SaysSo()
    {
        await AppendAsync(0);
        using (var file = File.OpenWrite(Log))
        {
            file.SetLength(file.Length / 2);
        }

        Failure().ShouldContain($"{Log} is damaged or cut short");
    }

    [Fact]
    public async Task Read_OfAnOverwrittenPage_SaysSo()
    {
        await AppendAsync(0, 400);
        using (var file = File.OpenWrite(Log))
        {
            var junk = new byte[file.Length - 4096];
            Array.Fill(junk, (byte)0xA5);
            file.Position = 4096;
            file.Write(junk);
        }

        var read = async () =>
        {
            using var store = Open();
            await store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All).CountAsync();
        };

        (await read.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain("damaged");
    }

    [Fact]
    public void Open_OfAnEmptyFile_MakesALog()
    {
        File.WriteAllBytes(Log, []);

        using var store = Open();
        store.IsReadOnly.ShouldBeFalse();
    }

    [Fact]
    public void Open_ForReadingWhereThereIsNoLog_SaysSo()
    {
        Failure(new SqliteEventStoreOptions { ReadOnly = true }).ShouldContain($"There is no event log at {Log}");
        File.Exists(Log).ShouldBeFalse();
    }

    [Fact]
    public void Open_WithOptionsOutOfRange_IsRefused()
    {
        Should.Throw<InvalidInputException>(() => Open(new SqliteEventStoreOptions { LockTimeout = TimeSpan.Zero })).Message.ShouldContain("LockTimeout");
        Should.Throw<InvalidInputException>(() => Open(new SqliteEventStoreOptions { MaximumBytes = 1 })).Message.ShouldContain("MaximumBytes");
    }

    [Fact]
    public async Task Open_ForReading_ReadsWhileAnotherWritesAndRefusesAppends()
    {
        using var writer = Open();
        await writer.AppendAsync(Run, ExpectedVersion.Any, [Event(0)]);
        using var reader = Open(new SqliteEventStoreOptions { ReadOnly = true });
        await writer.AppendAsync(Run, ExpectedVersion.Any, [Event(1)]);

        (await reader.ReadStreamAsync(Run, ReadDirection.Forwards, 0).CountAsync()).ShouldBe(2);
        var append = async () => await reader.AppendAsync(Run, ExpectedVersion.Any, [Event(2)]);
        (await append.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain("open for reading alone");
    }

    [Fact]
    public async Task Append_OnAFullDisk_FailsWholeAndGoesOnWhenThereIsRoom()
    {
        var options = new SqliteEventStoreOptions { MaximumBytes = 256 * 1024 };
        int held;
        using (var store = Open(options))
        {
            for (held = 0; ; held += 10)
            {
                var append = async () => await store.AppendAsync(Run, ExpectedVersion.Exactly(held - 1), [.. Enumerable.Range(held, 10).Select(n => Event(n, size: 500))]);
                if (await Record.ExceptionAsync(append) is { } failure)
                {
                    failure.ShouldBeAssignableTo<EnvironmentFailureException>()!.Message.ShouldContain("No room to write");
                    break;
                }
            }

            held.ShouldBeGreaterThan(100);
            (await store.ReadStreamAsync(Run, ReadDirection.Forwards, 0).CountAsync()).ShouldBe(held);
            (await store.HeadAsync(Run))!.Value.Version.ShouldBe(held - 1);
            (await store.AppendAsync(Run, ExpectedVersion.NoStream, [Event(0, size: 500)])).AlreadyAppended.ShouldBeTrue();

            // A small event still fits into the last page.
            var small = await store.AppendAsync(Run, ExpectedVersion.Exactly(held - 1), [Event(held)]);
            (small.FirstVersion, small.LastPosition).ShouldBe((held, held + 1));
        }

        using var roomy = Open();
        var result = await roomy.AppendAsync(Run, ExpectedVersion.Exactly(held), [.. Enumerable.Range(held + 1, 10).Select(n => Event(n, size: 500))]);
        (result.FirstVersion, result.LastPosition).ShouldBe((held + 1, held + 11));
    }

    [Fact]
    public async Task Append_OfManyAtOnceOnAFullDisk_KeepsWhatWasAcknowledgedAndNoGap()
    {
        using var store = Open(new SqliteEventStoreOptions { MaximumBytes = 256 * 1024 });
        var appends = Enumerable.Range(0, 200)
            .Select(i => store.AppendAsync(Run, ExpectedVersion.Any, [.. Enumerable.Range(i * 5, 5).Select(n => Event(n, size: 500))]).AsTask())
            .ToArray();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);
        var held = appends.Count(a => a.IsCompletedSuccessfully) * 5;
        held.ShouldBeLessThan(1000);

        var small = await store.AppendAsync(Run, ExpectedVersion.Any, [Event(5000)]);

        (small.FirstVersion, small.LastPosition).ShouldBe((held, held + 1));
        (await store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All).Select(e => e.Position).ToListAsync())
            .ShouldBe(Enumerable.Range(1, held + 1).Select(p => (long)p));
    }

    [Fact]
    public async Task Append_WhileAnotherProcessHoldsTheLock_FailsInTimeAndGoesOnAfterwards()
    {
        using var store = Open(new SqliteEventStoreOptions { LockTimeout = TimeSpan.FromMilliseconds(50) });
        await store.AppendAsync(Run, ExpectedVersion.Any, [Event(0)]);
        using (var holder = new SqlSession(Log))
        {
            holder.Execute("BEGIN IMMEDIATE");
            var append = async () => await store.AppendAsync(Run, ExpectedVersion.Any, [Event(1)]);
            (await append.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain("locked by another process");
            (await store.ReadStreamAsync(Run, ReadDirection.Forwards, 0).CountAsync()).ShouldBe(1);
            holder.Execute("ROLLBACK");
        }

        (await store.AppendAsync(Run, ExpectedVersion.Exactly(0), [Event(1)])).LastPosition.ShouldBe(2);
    }

    [Fact]
    public async Task Append_AfterDispose_IsRefused()
    {
        var store = Open();
        store.Dispose();
        var append = async () => await store.AppendAsync(Run, ExpectedVersion.Any, [Event(0)]);

        await append.ShouldThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Dispose_WithAppendsWaiting_WritesThem()
    {
        var store = Open();
        var appends = Enumerable.Range(0, 50).Select(n => store.AppendAsync(Run, ExpectedVersion.Any, [Event(n)]).AsTask()).ToArray();
        store.Dispose();

        (await Task.WhenAll(appends)).Select(r => r.LastPosition).Order().ShouldBe(Enumerable.Range(1, 50).Select(p => (long)p));
    }

    [Fact]
    public async Task Dispose_WhileSubscribed_EndsTheSubscription()
    {
        var store = Open();
        await using var events = store.SubscribeAllAsync(0, EventFilter.All, CancellationToken.None).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        store.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(next);
    }

    private async Task AppendAsync(int first, int count = 1)
    {
        using var store = Open();
        await store.AppendAsync(Run, ExpectedVersion.Any, [.. Enumerable.Range(first, count).Select(n => Event(n, size: 300))]);
    }

    private SqliteEventStore Open(SqliteEventStoreOptions? options = null) =>
        SqliteEventStore.Open(Log, options ?? new SqliteEventStoreOptions(), TimeProvider.System);

    private string Failure(SqliteEventStoreOptions? options = null) =>
        Should.Throw<EnvironmentFailureException>(() => Open(options).Dispose()).Message;

    private void Sql(string text)
    {
        using var session = new SqlSession(Log);
        session.Execute(text);
    }

    private static NewEvent Event(int number, int size = 10) =>
        new(EventId.Deterministic("failure", $"{number}"), "noted.v1", System.Text.Encoding.UTF8.GetBytes($$"""{"n":{{number}},"x":"{{new string('x', size)}}"}"""));

    /// <summary>A connection of somebody else to the same file.</summary>
    private sealed class SqlSession : IDisposable
    {
        private readonly sqlite3 _db;

        public SqlSession(string path)
        {
            Batteries_V2.Init();
            raw.sqlite3_open_v2(path, out _db, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null).ShouldBe(raw.SQLITE_OK);
        }

        public void Execute(string sql) => raw.sqlite3_exec(_db, sql).ShouldBe(raw.SQLITE_OK);

        public void Dispose() => _db.Dispose();
    }
}
