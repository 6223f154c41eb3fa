using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Audit;

/// <summary>Writes what people do. What one does depends on nothing that another has not seen, so both are kept.</summary>
internal static class ActLog
{
    public static async Task AppendActAsync(
        this IEventWriter store, StreamId stream, object payload, string author, TimeProvider time, CancellationToken cancellationToken) =>
        await store.AppendAsync(stream, ExpectedVersion.Any, [Act(payload, author, time)], cancellationToken);

    /// <param name="payload">A record with <see cref="StoredEventAttribute"/>.</param>
    public static NewEvent Act(object payload, string author, TimeProvider time) =>
        new(EventId.New(time), StoredEventAttribute.NameOf(payload.GetType()), EventJson.Serialize(payload)) { Author = author };
}
