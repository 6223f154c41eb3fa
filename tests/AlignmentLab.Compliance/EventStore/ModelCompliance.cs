using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Random appends and reads, side by side with a plain list of events.</summary>
public abstract class ModelCompliance<THarness> : EventStoreSuite<THarness>
    where THarness : EventStoreHarness, new()
{
    [Fact]
    public void Operations_InAnyOrder_AgreeWithTheModel() =>
        Prop.ForAll(Operations().ToArbitrary(), operations => AgreesAsync(operations).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20240627, 3));

    private static Gen<Operation[]> Operations() =>
        (from stream in Gen.Choose(0, 2)
         from expected in Gen.Choose(-2, 12)
         from first in Gen.Choose(0, 40)
         from count in Gen.Choose(1, 4)
         select new Operation(new StreamId($"run-{stream}"), expected, first, count)).ArrayOf(60);

    private static async Task AgreesAsync(Operation[] operations)
    {
        await using var harness = new THarness();
        var store = await harness.OpenAsync();
        var model = new InMemoryEventStore(harness.Clock);
        foreach (var operation in operations)
        {
            (await OutcomeAsync(store, operation)).ShouldBe(await OutcomeAsync(model, operation), operation.ToString());
        }

        (await Dump(store)).ShouldBe(await Dump(model));
        foreach (var operation in operations)
        {
            foreach (var direction in Enum.GetValues<ReadDirection>())
            {
                (await Versions(store, operation, direction)).ShouldBe(await Versions(model, operation, direction));
            }
        }

        (await store.HeadsAsync().ToListAsync()).ShouldBe(await model.HeadsAsync().ToListAsync());
    }

    private static async Task<string> OutcomeAsync(IEventStore store, Operation o)
    {
        try
        {
            return (await store.AppendAsync(o.Stream, o.Expected == -2 ? ExpectedVersion.Any : ExpectedVersion.Exactly(o.Expected), Events(o.First, o.Count))).ToString();
        }
        catch (Exception refusal) when (refusal is WrongExpectedVersionException or ArgumentException)
        {
            return refusal.GetType().Name;
        }
    }

    private static async Task<List<(long, StreamId, long, EventId, Sha256)>> Dump(IEventStore store) =>
        await store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All).Select(e => (e.Position, e.Stream, e.Version, e.Id, e.ChainHash)).ToListAsync();

    private static async Task<List<long>> Versions(IEventStore store, Operation o, ReadDirection direction) =>
        await store.ReadStreamAsync(o.Stream, direction, o.First, o.Count).Select(e => e.Version).ToListAsync();

    private sealed record Operation(StreamId Stream, int Expected, int First, int Count);
}
