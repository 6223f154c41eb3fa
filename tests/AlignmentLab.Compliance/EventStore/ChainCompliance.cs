using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Every event is linked into its stream's hash chain.</summary>
public abstract class ChainCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(700)]
    public async Task Append_InBatches_LinksEveryEventToItsPredecessor(int batch)
    {
        for (var i = 0; i < 3; i++)
        {
            Harness.Clock.Now += TimeSpan.FromMilliseconds(1);
            await Store.AppendAsync(Run, ExpectedVersion.Any, Events(i * batch, batch));
            await Store.AppendAsync(OtherRun, ExpectedVersion.Any, Events((i * batch) + 100_000, batch));
        }

        await ShouldBeChained(Run, 3 * batch);
        await ShouldBeChained(OtherRun, 3 * batch);
    }

    [Fact]
    public async Task Append_FromManyCallersAtOnce_KeepsTheChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(n => Task.Run(async () =>
            await Store.AppendAsync(Run, ExpectedVersion.Any, Events(n * 20, n % 20 + 1)))));

        await ShouldBeChained(Run, Enumerable.Range(0, 32).Sum(n => n % 20 + 1));
    }

    [Fact]
    public async Task Append_AfterRefusedAppends_KeepsTheChain()
    {
        await Store.AppendAsync(Run, ExpectedVersion.NoStream, Events(0, 20));
        var twice = async () => await Store.AppendAsync(Run, ExpectedVersion.Exactly(19), [.. Events(20, 20), Event(3)]);
        await twice.ShouldThrowAsync<ArgumentException>();
        await Store.AppendAsync(Run, ExpectedVersion.Exactly(19), Events(20, 20));

        await ShouldBeChained(Run, 40);
    }

    private async Task ShouldBeChained(StreamId stream, int count)
    {
        var events = await ReadAsync(stream);
        events.Count.ShouldBe(count);
        var previous = EventChain.Genesis;
        foreach (var e in events)
        {
            (e.ContentHash, e.ChainHash).ShouldBe(EventChain.Recompute(e, previous));
            previous = e.ChainHash;
        }

        (await Store.HeadAsync(stream)).ShouldBe(new StreamHead(stream, count - 1, previous));
    }
}
