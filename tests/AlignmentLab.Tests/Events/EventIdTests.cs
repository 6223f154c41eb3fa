using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Events;

public sealed class EventIdTests
{
    [Fact]
    public void New_AMicrosecondLater_SortsBehind()
    {
        var ids = Enumerable.Range(0, 3000).Select(i => EventId.New(new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50).AddMicroseconds(i)))).ToList();

        ids.Select(id => Convert.ToHexString(id.Value.ToByteArray(bigEndian: true))).ShouldBeInOrder();
    }

    [Fact]
    public void New_AtTheSameMoment_IsAnotherUuidOfVersion7()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        var (first, second) = (EventId.New(time), EventId.New(time));

        first.ShouldNotBe(second);
        (first.Value.Version, first.Value.Variant & 0xC).ShouldBe((7, 0x8));
    }
}
