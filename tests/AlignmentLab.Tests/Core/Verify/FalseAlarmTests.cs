using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Core.Verify;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Tests.Embedded;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Verify;

/// <summary>A thousand random histories, on files, with signing in between: none may be called broken.</summary>
public sealed class FalseAlarmTests : IDisposable
{
    private const int Histories = 1000;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Verify_RandomUntouchedHistories_AreAllIntact()
    {
        // Durability is not what is tested here, and would cost minutes.
        var options = new SqliteEventStoreOptions { Synchronous = SqliteSynchronous.Normal };
        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            using var store = SqliteEventStore.Open(_directory.File($"{seed}.db"), options, TimeProvider.System);
            await using var lab = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases());
            for (var round = random.Next(1, 12); round > 0; round--)
            {
                await store.AppendAsync(new StreamId($"{(random.Next(2) == 0 ? "run" : "ops")}-{random.Next(3)}"), ExpectedVersion.Any, Events(random));
                if (random.Next(3) == 0)
                {
                    await lab.Mediator.Send(new SignLog(), TestContext.Current.CancellationToken);
                }
            }

            (await lab.Mediator.Send(new VerifyLab(), TestContext.Current.CancellationToken)).Broken.ShouldBeEmpty($"seed {seed}");
        }
    }

    private static NewEvent[] Events(Random random) => [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ =>
    {
        var data = new byte[random.Next(200)];
        random.NextBytes(data);
        return new NewEvent(
            random.Next(2) == 0 ? EventId.New(TimeProvider.System) : EventId.Deterministic(random.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            $"type-{random.Next(4)}.v1",
            System.Text.Encoding.UTF8.GetBytes($$"""{"text":"{{Convert.ToHexString(data)}}"}"""))
        {
            Call = random.Next(2) == 0 ? new CallId($"{random.Next(9)}/call") : null,
            Author = $"author {random.Next(3)}",
            Causation = random.Next(2) == 0 ? EventId.New(TimeProvider.System) : null,
        };
    })];
}
