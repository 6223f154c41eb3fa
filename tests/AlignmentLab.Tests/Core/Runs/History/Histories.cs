using AlignmentLab.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AlignmentLab.Tests.Core.Runs.History;

/// <summary>Streams of calls as an algorithm of parallel branches leaves them, each branch in its own order.</summary>
public static class Histories
{
    /// <summary>Events of a run, without its own first and last: facts, requests with and without results, branches interleaved.</summary>
    public static Gen<IReadOnlyList<RecordedEvent>> Of(int branches, int calls) =>
        Gen.Choose(0, int.MaxValue).Select(seed => (IReadOnlyList<RecordedEvent>)Make(new Random(seed), branches, calls));

    private static List<RecordedEvent> Make(Random random, int branches, int calls)
    {
        var queues = Enumerable.Range(0, random.Next(1, branches + 1)).Select(b => new Queue<string>(Branch(random, b == 0 ? "" : $"b{b}/", random.Next(1, calls + 1)))).ToList();
        var events = new List<RecordedEvent>();
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            events.Add(Event(events.Count + 1, queue.Dequeue(), random.Next(3)));
            queues.RemoveAll(q => q.Count == 0);
        }

        return events;
    }

    // A fact stands once, a request with a result twice; of some batches all requests come before the results.
    private static IEnumerable<string> Branch(Random random, string prefix, int calls)
    {
        for (var first = 1; first <= calls;)
        {
            var batch = random.Next(1, 5);
            var ids = Enumerable.Range(first, batch).Select(i => $"{prefix}{i}/call").ToList();
            first += batch;
            foreach (var id in ids.Concat(ids.Where(_ => random.Next(4) > 0).OrderBy(_ => random.Next())))
            {
                yield return id;
            }
        }
    }

    public static RecordedEvent Event(long version, string? call, int type)
    {
        var id = call is null ? (CallId?)null : new CallId(call);
        var data = BitConverter.GetBytes(version);
        return new RecordedEvent(
            new StreamId("run-x"), version, version, default, $"type-{type}.v1", id, data, DateTimeOffset.UnixEpoch, "test", null,
            EventChain.ContentHash($"type-{type}.v1", id, data), default);
    }
}
