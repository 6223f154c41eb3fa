using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Algorithms;

/// <summary>Writes to a run's operations stream: what happened around the run and decides nothing in it.</summary>
public static class OperationsLog
{
    /// <returns>The version of the event.</returns>
    /// <param name="payload">A record with <see cref="StoredEventAttribute"/>.</param>
    /// <param name="call">The effect that it is about, if any.</param>
    /// <param name="author">Who did it; null: the platform.</param>
    public static async Task<long> AppendOperationAsync(
        this IEventWriter store, RunId run, object payload, TimeProvider time, CallId? call = null, string? author = null, CancellationToken cancellationToken = default)
    {
        var e = new NewEvent(EventId.New(time), StoredEventAttribute.NameOf(payload.GetType()), EventJson.Serialize(payload)) { Call = call };
        var appended = await store.AppendAsync(run.OperationsStream, ExpectedVersion.Any, [author is null ? e : e with { Author = author }], cancellationToken);
        return appended.LastVersion;
    }
}
