using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>An append on its way to the writer, and its caller's result.</summary>
internal sealed class PendingAppend(
    StreamId stream, ExpectedVersion expected, NewEvent[] events, CancellationToken cancellationToken)
{
    // Continuations run elsewhere: a caller's code never runs on, or holds up, the writer's thread.
    private readonly TaskCompletionSource<AppendResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamId Stream { get; } = stream;

    public ExpectedVersion Expected { get; } = expected;

    public NewEvent[] Events { get; } = events;

    /// <summary>The events as another store recorded them; null for events that are new.</summary>
    public IReadOnlyList<RecordedEvent>? Originals { get; private init; }

    public BatchHashes Hashes { get; } = new(stream, events);

    public Task<AppendResult> Result => _result.Task;

    /// <summary>An append of events that keep their times and hashes.</summary>
    public static PendingAppend Import(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken) => new(
        events[0].Stream,
        ExpectedVersion.Exactly(events[0].Version - 1),
        [.. events.Select(e => new NewEvent(e.Id, e.Type, e.Data) { Call = e.Call, Author = e.Author, Causation = e.Causation })],
        cancellationToken) { Originals = events };

    /// <summary>Cancels it if its caller no longer wants it. From the moment the writer takes it up, it runs to its end.</summary>
    public bool TryCancel() => cancellationToken.IsCancellationRequested && _result.TrySetCanceled(cancellationToken);

    public void Complete(AppendResult result) => _result.TrySetResult(result);

    public void Fail(Exception failure) => _result.TrySetException(failure);
}
