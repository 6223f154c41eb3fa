using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Engines;

namespace AlignmentLab.Compliance.EventStore;

/// <summary>Gives the suites one empty event store. An adapter derives from it and enrols by an empty subclass of each suite.</summary>
public abstract class EventStoreHarness : IAsyncDisposable
{
    /// <summary>The clock that stores of this harness stamp events with.</summary>
    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2024, 6, 27, 12, 0, 0, TimeSpan.Zero));

    /// <summary>
    /// Null when several instances share what they hold, as two processes on one store do. Otherwise why they cannot; the
    /// tests that need it are then reported as skipped with this reason.
    /// </summary>
    public virtual string? WhyInstancesAreSeparate => null;

    /// <summary>Opens an instance on the harness's store. The harness closes it.</summary>
    public abstract ValueTask<IEventStore> OpenAsync();

    /// <summary>Closes what was opened and removes the store.</summary>
    public abstract ValueTask DisposeAsync();
}
