using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Embedded;

/// <summary>Processes that are killed, and processes side by side.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 8;
    private static readonly StreamId Stream = new("run-crash");
    private readonly TemporaryDirectory _directory = new();

    private string Log => _directory.File("events.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_AtAnyMoment_LosesNothingAcknowledged()
    {
        var acknowledged = new Dictionary<EventId, long>();
        for (var round = 0; round < Rounds; round++)
        {
            using var writer = new CrashWriter("append", Log, Stream.Value, "6", "1000000");
            (await writer.LineAsync()).ShouldBe("ready");
            var lines = new List<string>();

            // Another number of lines each round puts the kill at another point of a commit or a checkpoint.
            for (var i = 0; i < 1 + (round * 577); i++)
            {
                lines.Add((await writer.LineAsync())!);
            }

            lines.AddRange((await writer.KillAsync()).Split('\n'));
            foreach (var (version, id) in CrashWriter.Acknowledged(lines))
            {
                acknowledged.Add(id, version);
            }

            await ShouldHoldAsync(acknowledged);
        }
    }

    [Fact]
    public async Task Append_ByThreeProcessesAtOnce_KeepsEveryEventOnce()
    {
        using var first = new CrashWriter("append", Log, Stream.Value, "3", "60");
        using var second = new CrashWriter("append", Log, Stream.Value, "3", "60");
        using var third = new CrashWriter("append", Log, "run-other", "3", "60");
        var ended = await Task.WhenAll(first.EndAsync(), second.EndAsync(), third.EndAsync());

        ended.ShouldAllBe(e => e.ExitCode == 0);
        var acknowledged = CrashWriter.Acknowledged((ended[0].Output + ended[1].Output).Split('\n')).ToDictionary(e => e.Id, e => e.Version);
        acknowledged.Count.ShouldBe(2 * 3 * 120);
        await ShouldHoldAsync(acknowledged);
        using var store = SqliteEventStore.Open(Log, new SqliteEventStoreOptions(), TimeProvider.System);
        (await store.HeadAsync(Stream))!.Value.Version.ShouldBe(acknowledged.Count - 1);
        (await store.HeadAsync(new StreamId("run-other")))!.Value.Version.ShouldBe(359);
    }

    [Fact]
    public async Task Kill_OfALeaseHolder_FreesTheRun()
    {
        var leases = new FileRunLeases(_directory.File("leases"));
        using var holder = new CrashWriter("hold", _directory.File("leases"), "r1");
        (await holder.LineAsync()).ShouldBe("held");
        (await leases.IsHeldAsync("r1")).ShouldBeTrue();
        (await leases.TryAcquireAsync("r1")).ShouldBeNull();

        await holder.KillAsync();

        (await leases.IsHeldAsync("r1")).ShouldBeFalse();
        await using var lease = await leases.TryAcquireAsync("r1");
        lease.ShouldNotBeNull();
    }

    [Fact]
    public async Task Open_OfWhatAnotherUserOwns_Reads()
    {
        using (var store = SqliteEventStore.Open(Log, new SqliteEventStoreOptions(), TimeProvider.System))
        {
            await store.AppendAsync(Stream, ExpectedVersion.NoStream, [new NewEvent(EventId.New(TimeProvider.System), "noted.v1", "{}"u8.ToArray())]);
        }

        MakeReadableByAll();
        using var reader = CrashWriter.AsNobody(Directory.CreateDirectory(Path.Combine(_directory.Path, "program")).FullName, "read", Log);
        Assert.SkipWhen(reader is null, "Running as another user needs root and setpriv.");
        var (exitCode, output, errors) = await reader.EndAsync();

        (exitCode, output.Trim(), errors).ShouldBe((0, "1 read-only", ""));
    }

    private void MakeReadableByAll()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(Log, (UnixFileMode)0b110_100_100);
        }
    }

    private async Task ShouldHoldAsync(Dictionary<EventId, long> acknowledged)
    {
        using var store = SqliteEventStore.Open(Log, new SqliteEventStoreOptions(), TimeProvider.System);
        var log = await store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All).ToListAsync();
        log.Select(e => e.Position).ShouldBe(Enumerable.Range(1, log.Count).Select(p => (long)p));
        var versions = log.Where(e => e.Stream == Stream).ToDictionary(e => e.Id, e => e.Version);
        acknowledged.ShouldAllBe(e => versions[e.Key] == e.Value);
        foreach (var stream in log.GroupBy(e => e.Stream))
        {
            var previous = EventChain.Genesis;
            foreach (var (e, version) in stream.Select((e, i) => (e, i)))
            {
                e.Version.ShouldBe(version);
                (e.ContentHash, e.ChainHash).ShouldBe(EventChain.Recompute(e, previous));
                previous = e.ChainHash;
            }

            (await store.HeadAsync(stream.Key))!.Value.Root.ShouldBe(previous);
            (await store.ReadStreamAsync(stream.Key, ReadDirection.Forwards, 0).Select(e => e.Position).ToListAsync())
                .ShouldBe(stream.Select(e => e.Position));
        }
    }
}
