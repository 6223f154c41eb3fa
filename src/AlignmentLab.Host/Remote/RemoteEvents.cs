using System.Runtime.CompilerServices;
using AlignmentLab.Core.Projections;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Host.Remote;

/// <summary>Reads and follows the streams of a server's lab, a page at a time.</summary>
internal sealed class RemoteEvents(IMediator mediator, TimeProvider time) : IEventReader, IEventSubscriber
{
    private const int Page = 500;

    /// <summary>How long a follower waits before it asks for what is new.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? next = from;
        while (next is { } start && maxCount > 0)
        {
            var page = await mediator.Send(new PageEvents(stream, start, (int)Math.Min(Page, maxCount), direction), cancellationToken);
            foreach (var e in page.Events)
            {
                yield return e;
            }

            (next, maxCount) = (page.Next, maxCount - page.Events.Count);
        }
    }

    public async ValueTask<StreamHead?> HeadAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        await foreach (var e in ReadStreamAsync(stream, ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            return new StreamHead(stream, e.Version, e.ChainHash);
        }

        return null;
    }

    public async IAsyncEnumerable<RecordedEvent> SubscribeStreamAsync(StreamId stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var next = afterVersion + 1;
        do
        {
            await foreach (var e in ReadStreamAsync(stream, ReadDirection.Forwards, next, cancellationToken: cancellationToken))
            {
                next = e.Version + 1;
                yield return e;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, CancellationToken cancellationToken = default) => throw Unsupported();

    public IAsyncEnumerable<StreamHead> HeadsAsync(string? category = null, CancellationToken cancellationToken = default) => throw Unsupported();

    public IAsyncEnumerable<RecordedEvent> SubscribeAllAsync(long afterPosition, EventFilter filter, CancellationToken cancellationToken) => throw Unsupported();

    private static NotSupportedException Unsupported() => new("A server gives streams one at a time, and not the whole log.");
}
