using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>A repeated append is answered with the first, and appends nothing.</summary>
public abstract class IdempotencyCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    public static TheoryData<long> AnyVersion => [-2, -1, 0, 2, 4, 99];

    [Theory]
    [MemberData(nameof(AnyVersion))]
    public async Task Append_Repeated_AnswersWithTheFirstWhateverItExpects(long expected)
    {
        var batch = Events(0, 3);
        var first = await Store.AppendAsync(Run, ExpectedVersion.NoStream, batch);
        await Store.AppendAsync(OtherRun, ExpectedVersion.NoStream, Events(10, 1));
        await Store.AppendAsync(Run, ExpectedVersion.Exactly(2), Events(3, 2));

        var again = await Store.AppendAsync(Run, expected == -2 ? ExpectedVersion.Any : ExpectedVersion.Exactly(expected), batch);

        again.ShouldBe(first with { AlreadyAppended = true });
        (await ReadLogAsync()).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Append_RepeatingTwoAppendsAsOne_AnswersForBoth()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));
        await Store.AppendAsync(OtherRun, ExpectedVersion.NoStream, Events(10, 1));
        var second = await Store.AppendAsync(Run, ExpectedVersion.Exactly(1), Events(2, 2));

        var again = await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 4));

        again.ShouldBe(new AppendResult(0, 3, 5, second.Root, AlreadyAppended: true));
    }

    [Fact]
    public async Task Append_OfTheSameIdToAnotherStream_IsAnotherEvent()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 1));
        var other = await Store.AppendAsync(OtherRun, ExpectedVersion.NoStream, Events(0, 1));

        other.AlreadyAppended.ShouldBeFalse();
        (await ReadLogAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Append_OfTimeOrderedIds_IsRepeatableInOneStreamAndFreeInAnother()
    {
        var events = Enumerable.Range(0, 40).Select(n => new NewEvent(EventId.New(Harness.Clock), "timed.v1", Event(n).Data)).ToArray();
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, events);

        (await Store.AppendAsync(Run, ExpectedVersion.Any, events)).AlreadyAppended.ShouldBeTrue();
        (await Store.AppendAsync(OtherRun, ExpectedVersion.Any, events)).AlreadyAppended.ShouldBeFalse();
        (await ReadLogAsync()).Count.ShouldBe(80);
    }

    public static TheoryData<int[]> Overlaps => new() { new[] { 2, 3 }, new[] { 3, 2 }, new[] { 0, 2 }, new[] { 1, 0 }, new[] { 0, 1, 2 }, new[] { 0, 0 } };

    [Theory]
    [MemberData(nameof(Overlaps))]
    public async Task Append_OverlappingInPart_IsRefusedWhole(int[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, [Event(0), Event(1)]);
        var held = numbers is [2, 3] or [3, 2] ? 3 : 2;
        if (held == 3)
        {
            await Store.AppendAsync(Run, ExpectedVersion.Exactly(1), [Event(2)]);
        }

        foreach (var expected in (ExpectedVersion[])[ExpectedVersion.Any, ExpectedVersion.Exactly(held - 1)])
        {
            var append = async () => await Store.AppendAsync(Run, expected, [.. numbers.Select(n => Event(n))]);
            await append.ShouldThrowAsync<ArgumentException>();
        }

        (await ReadLogAsync()).Count.ShouldBe(held);
    }

    [Fact]
    public async Task Append_OverlappingInPartAtWrongVersion_IsToldTheVersion()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 2));
        var append = async () => await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(1, 2));

        (await append.ShouldThrowAsync<WrongExpectedVersionException>()).ActualVersion.ShouldBe(1);
    }

    [Fact]
    public async Task Append_RepeatedFromManyCallersAtOnce_AppendsOnce()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            await Store.AppendAsync(Run, ExpectedVersion.Any, Events(0, 5)))));

        results.Count(r => !r.AlreadyAppended).ShouldBe(1);
        results.Select(r => r.LastPosition).Distinct().ShouldBe([5]);
        (await ReadLogAsync()).Count.ShouldBe(5);
    }
}
