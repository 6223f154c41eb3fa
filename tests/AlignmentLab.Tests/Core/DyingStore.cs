using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Tests.Core;

/// <summary>Takes so many appends, and none after that: what a process leaves behind that is killed there.</summary>
internal sealed class DyingStore(IEventStore inner, int appends) : IEventStore
{
    private int _left = appends;

    public ValueTask<AppendResult> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) =>
        Interlocked.Decrement(ref _left) >= 0
            ? inner.AppendAsync(stream, expected, events, cancellationToken)
            : throw new EnvironmentFailureException("the process is dead");

    public ValueTask<AppendResult> ImportAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken = default) =>
        Interlocked.Decrement(ref _left) >= 0 ? inner.ImportAsync(events, cancellationToken) : throw new EnvironmentFailureException("the process is dead");

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, CancellationToken cancellationToken = default) =>
        inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, CancellationToken cancellationToken = default) =>
        inner.ReadAllAsync(direction, from, filter, maxCount, cancellationToken);

    public ValueTask<StreamHead?> HeadAsync(StreamId stream, CancellationToken cancellationToken = default) => inner.HeadAsync(stream, cancellationToken);

    public IAsyncEnumerable<StreamHead> HeadsAsync(string? category = null, CancellationToken cancellationToken = default) =>
        inner.HeadsAsync(category, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> SubscribeAllAsync(long afterPosition, EventFilter filter, CancellationToken cancellationToken) =>
        inner.SubscribeAllAsync(afterPosition, filter, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> SubscribeStreamAsync(StreamId stream, long afterVersion, CancellationToken cancellationToken) =>
        inner.SubscribeStreamAsync(stream, afterVersion, cancellationToken);
}
