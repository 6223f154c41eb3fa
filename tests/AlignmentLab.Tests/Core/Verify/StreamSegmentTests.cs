using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Verify;

public sealed class StreamSegmentTests
{
    private static readonly StreamId Stream = new("ops-1");

    [Fact]
    public async Task Take_AHeadThatTwoSignedLogsHold_StillComparesTheHeadsAfterIt()
    {
        var store = new InMemoryEventStore(TimeProvider.System);
        for (var i = 0; i < 4; i++)
        {
            await store.AppendAsync(Stream, ExpectedVersion.Any, [new NewEvent(EventId.New(TimeProvider.System), "thing.v1", "{}"u8.ToArray())]);
        }

        var events = await store.ReadStreamAsync(Stream, ReadDirection.Forwards, 0).ToListAsync();
        var segment = new StreamSegment(
            Stream, [new EnteredHead(1, events[1].ChainHash, 0), new EnteredHead(1, events[1].ChainHash, 7), new EnteredHead(3, Sha256.Of("what was signed"u8), 8)]);

        events.ForEach(segment.Take);

        segment.Fault!.Version.ShouldBe(3);
        segment.Fault.Reason.ShouldContain("leaf 8");
    }
}
