using AlignmentLab.Algorithms;
using AlignmentLab.Core.Detection;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using NSubstitute;
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

        var error = await Should.ThrowAsync<WorkFailedException>(() => OriginOf(run, events).AtAsync(run, 5, TestContext.Current.CancellationToken));

        error.Message.ShouldContain($"{run} is altered at version 3");
    }

    private static ForkOrigin OriginOf(RunId run, List<RecordedEvent> events)
    {
        var store = Substitute.For<IEventReader>();
        store.ReadStreamAsync(run.Stream, Arg.Any<ReadDirection>(), Arg.Any<long>(), Arg.Any<long>(), Arg.Any<CancellationToken>()).Returns(events.ToAsyncEnumerable());
        var catalog = Substitute.For<IPluginCatalog>();
        catalog.Effects.Returns([]);
        return new ForkOrigin(store, new ObservedEvents(catalog));
    }
}
