// A process for tests to kill or to run beside others. It does one thing until its standard input ends or it is killed,
// and writes a line for everything that was acknowledged to it:
//   append LOG STREAM CALLERS COUNT  appends single events and batches from that many callers: "VERSION EVENT-ID" each
//   hold DIRECTORY RUN               takes the lease on a run: "held" or "busy"
//   read LOG                         counts the events, on a disk that cannot be written for instance: "N"
using System.Globalization;
using System.Text;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Events;

var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
switch (args)
{
    case ["append", var log, var stream, var callers, var count]:
        await AppendAsync(log, new StreamId(stream), Number(callers), Number(count));
        return 0;
    case ["hold", var directory, var run]:
        var lease = await new FileRunLeases(directory).TryAcquireAsync(run);
        await output.WriteLineAsync(lease is null ? "busy" : "held");
        await Console.In.ReadToEndAsync();
        return 0;
    case ["read", var log]:
        using (var store = SqliteEventStore.Open(log, new SqliteEventStoreOptions(), TimeProvider.System))
        {
            var events = await store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All).CountAsync();
            await output.WriteLineAsync($"{events} {(store.IsReadOnly ? "read-only" : "writable")}");
        }

        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: append LOG STREAM CALLERS COUNT | hold DIRECTORY RUN | read LOG");
        return 2;
}

async Task AppendAsync(string log, StreamId stream, int callers, int count)
{
    using var store = SqliteEventStore.Open(log, new SqliteEventStoreOptions(), TimeProvider.System);
    await output.WriteLineAsync("ready");
    await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
    {
        for (var i = 0; i < count; i++)
        {
            var batch = Enumerable.Range(0, (i % 3) + 1).Select(n => New(stream, caller, i, n)).ToArray();
            var result = await store.AppendAsync(stream, ExpectedVersion.Any, batch);
            for (var n = 0; n < batch.Length; n++)
            {
                await output.WriteLineAsync($"{result.FirstVersion + n} {batch[n].Id}");
            }
        }
    })));
}

static NewEvent New(StreamId stream, int caller, int round, int n) => new(
    EventId.Deterministic(stream.Value, caller.ToString(CultureInfo.InvariantCulture), round.ToString(CultureInfo.InvariantCulture), n.ToString(CultureInfo.InvariantCulture), Environment.ProcessId.ToString(CultureInfo.InvariantCulture)),
    "crash-written.v1",
    Encoding.UTF8.GetBytes($$"""{"caller":{{caller}},"round":{{round}},"n":{{n}}}"""));

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
