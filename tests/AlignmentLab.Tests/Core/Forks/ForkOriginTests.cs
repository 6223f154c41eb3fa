using AlignmentLab.Core.Detection;
using AlignmentLab.Core.Forks;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Forks;

public sealed class ForkOriginTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_ParentAltered_IsRefusedBeforeItsEventsGetFreshHashes(bool withItsContentHash)
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var run = (await lab.RunAsync(EchoModule.Spec)).Run;
        var events = await lab.EventsAsync(run);
        var altered = events[3] with { Data = "{}"u8.ToArray() };
        events[3] = withItsContentHash ? altered with { ContentHash = EventChain.ContentHash(altered.Type, altered.Call, altered.Data.Span) } : altered;

        var error = await Should.ThrowAsync<WorkFailedException>(() => new ForkOrigin(new AlteredStream(events), new ObservedEvents(lab.Plugins)).AtAsync(run, 5, TestContext.Current.CancellationToken));

        error.Message.ShouldContain($"{run} is altered at version 3");
    }

    private sealed class AlteredStream(List<RecordedEvent> events) : IEventReader
    {
        public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
            StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, CancellationToken cancellationToken = default) =>
            events.Where(e => e.Version >= from).Take((int)Math.Min(maxCount, int.MaxValue)).ToAsyncEnumerable();

        public IAsyncEnumerable<RecordedEvent> ReadAllAsync(
            ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, CancellationToken cancellationToken = default) =>
            events.ToAsyncEnumerable();

        public ValueTask<StreamHead?> HeadAsync(StreamId stream, CancellationToken cancellationToken = default) =>
            new(new StreamHead(stream, events[^1].Version, events[^1].ChainHash));

        public IAsyncEnumerable<StreamHead> HeadsAsync(string? category = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<StreamHead>();
    }
}
