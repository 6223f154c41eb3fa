using System.Globalization;
using System.Text;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Xunit;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>What the suites of the event store share: an empty store a test, and events to append.</summary>
public abstract class EventStoreSuite<THarness> : IAsyncLifetime
    where THarness : EventStoreHarness, new()
{
    /// <summary>Ends a test that waits for an event which never comes. No test waits this long to pass.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _limit = new(Limit);

    protected THarness Harness { get; } = new();

    protected IEventStore Store { get; private set; } = null!;

    /// <summary>Cancelled when the test has hung.</summary>
    protected CancellationToken Hung => _limit.Token;

    protected static StreamId Run { get; } = new("run-1");

    protected static StreamId OtherRun { get; } = new("run-2");

    public virtual async ValueTask InitializeAsync() => Store = await Harness.OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The event of a number: the same number is the same event.</summary>
    protected static NewEvent Event(int number, string type = "thing-noted.v1") =>
        new(EventId.Deterministic("compliance", number.ToString(CultureInfo.InvariantCulture)), type, Encoding.UTF8.GetBytes($$"""{"number":{{number}}}"""));

    protected static NewEvent[] Events(int first, int count) => [.. Enumerable.Range(first, count).Select(n => Event(n))];

    protected static EventId[] Ids(IEnumerable<NewEvent> events) => [.. events.Select(e => e.Id)];

    protected static EventId[] Ids(IEnumerable<RecordedEvent> events) => [.. events.Select(e => e.Id)];

    protected Task<List<RecordedEvent>> ReadAsync(StreamId stream) =>
        Store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, cancellationToken: Hung).ToListAsync(Hung).AsTask();

    protected Task<List<RecordedEvent>> ReadLogAsync() =>
        Store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All, cancellationToken: Hung).ToListAsync(Hung).AsTask();
}
