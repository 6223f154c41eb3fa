using System.Threading.Channels;
using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.History;

/// <summary>
/// Appends to one run's stream from any number of jobs at once. Appends that wait together go in one batch; each carries the
/// stream's version, and what a call already holds is not written a second time. That is the fence: whichever worker comes
/// second finds the result there and drops its own.
/// </summary>
public sealed class RunStream(RunId run, IEventStore store) : IAsyncDisposable
{
    /// <summary>The slot of the event that ends a run: <see cref="Lifecycle"/>.</summary>
    public const string EndingSlot = "ended";

    private readonly Channel<Pending> _pending = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<EventId> _held = [];
    private Task? _writer;
    private long _version = -1;
    private readonly Lock _gate = new();

    public RunId Run { get; } = run;

    /// <summary>The last version that this writer has appended or seen; -1 before the first.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The id of the event that a call's slot holds, the same whoever writes it.</summary>
    public static EventId IdOf(RunId run, CallId? call, string slot) =>
        EventId.Deterministic("alignmentlab.run", run.Value, call?.Value ?? "", slot);

    /// <summary>Appends events whose ids the stream does not hold yet; returns when all are durable.</summary>
    public Task AppendAsync(params IReadOnlyList<NewEvent> events)
    {
        lock (_gate)
        {
            _writer ??= Task.Run(WriteAsync);
        }

        var pending = new Pending(events, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _pending.Writer.TryWrite(pending) ? pending.Done.Task : Task.FromException(new ObjectDisposedException(nameof(RunStream)));
    }

    /// <summary>An event for a call's request or fact.</summary>
    public static NewEvent Request(RunId run, CallId call, string type, ReadOnlyMemory<byte> data) =>
        new(IdOf(run, call, "request"), type, data) { Call = call };

    /// <summary>An event for a call's result.</summary>
    public static NewEvent Result(RunId run, CallId call, string type, ReadOnlyMemory<byte> data, string author) =>
        new(IdOf(run, call, "result"), type, data) { Call = call, Author = author, Causation = IdOf(run, call, "request") };

    /// <summary>An event of the run itself; it ends the run or begins it, so there is one of each slot.</summary>
    /// <param name="author">Who caused it; null: the platform.</param>
    public static NewEvent Lifecycle(RunId run, string slot, object payload, string? author = null)
    {
        var e = new NewEvent(IdOf(run, null, slot), StoredEventAttribute.NameOf(payload.GetType()), EventJson.Serialize(payload));
        return author is null ? e : e with { Author = author };
    }

    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        if (_writer is not null)
        {
            await _writer;
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<Pending>();
        while (await _pending.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < 256 && _pending.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            try
            {
                await WriteBatchAsync(batch);
                batch.ForEach(p => p.Done.TrySetResult());
            }
            catch (Exception error)
            {
                batch.ForEach(p => p.Done.TrySetException(error));
            }
        }
    }

    private async Task WriteBatchAsync(List<Pending> batch)
    {
        while (true)
        {
            var fresh = Fresh(batch);
            if (fresh.Count == 0)
            {
                return;
            }

            try
            {
                var result = await store.AppendAsync(Run.Stream, ExpectedVersion.Exactly(_version), fresh);
                _version = result.LastVersion;
                fresh.ForEach(e => _held.Add(e.Id));
                return;
            }
            catch (WrongExpectedVersionException)
            {
                var before = _version;
                await CatchUpAsync();
                if (_version == before)
                {
                    throw new EnvironmentFailureException($"{Run.Stream} refuses an append after version {before} and holds nothing beyond it: the lab is damaged. `alab verify` tells more.");
                }
            }
        }
    }

    // What the stream does not hold yet. Nothing follows the run's ending: a job that was under way when the run was stopped
    // finds it there and drops its result.
    private List<NewEvent> Fresh(List<Pending> batch)
    {
        var fresh = new List<NewEvent>();
        var ending = IdOf(Run, null, EndingSlot);
        if (_held.Contains(ending))
        {
            return fresh;
        }

        foreach (var e in batch.SelectMany(p => p.Events).Where(e => !_held.Contains(e.Id)).DistinctBy(e => e.Id))
        {
            fresh.Add(e);
            if (e.Id == ending)
            {
                break;
            }
        }

        return fresh;
    }

    private async Task CatchUpAsync()
    {
        await foreach (var e in store.ReadStreamAsync(Run.Stream, ReadDirection.Forwards, _version + 1))
        {
            _version = e.Version;
            _held.Add(e.Id);
        }
    }

    private sealed record Pending(IReadOnlyList<NewEvent> Events, TaskCompletionSource Done);
}
