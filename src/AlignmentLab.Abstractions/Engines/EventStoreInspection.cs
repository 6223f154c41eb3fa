using AlignmentLab.Events;

namespace AlignmentLab.Engines;

/// <summary>
/// What an event store can tell about its own storage that does not show through <see cref="IEventReader"/>: rows that do
/// not read as events, indexes that lead elsewhere, positions that are missing.
/// </summary>
public interface IEventStoreInspection
{
    /// <summary>The faults found, in the order of the log. Memory does not grow with what is inspected.</summary>
    IAsyncEnumerable<StorageFault> InspectAsync(CancellationToken cancellationToken = default);
}

/// <summary>A fault in a store's own storage.</summary>
/// <param name="Stream">The stream that it is about, where the row still tells.</param>
/// <param name="Version">The version that it is about, likewise.</param>
/// <param name="Position">The place in the log, where there is one.</param>
public sealed record StorageFault(StreamId? Stream, long? Version, long? Position, string Reason);
