using System.Runtime.CompilerServices;
using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Reads the events of some types of a run, and no more of its stream than these need.</summary>
internal sealed class TypedEvents(IEventReader store)
{
    /// <summary>
    /// How many times as long as the stream the part of the log in which it lies may be for the log to be looked through:
    /// other events cost a look at their type there, and the stream's own need not be read one by one.
    /// </summary>
    private const long Interleaving = 4;

    /// <summary>The events of these types in the order of the stream.</summary>
    /// <param name="types">As stored.</param>
    /// <param name="last">Up to this event of the run's stream.</param>
    public async IAsyncEnumerable<RecordedEvent> ReadAsync(
        RunId run, IReadOnlySet<string> types, RecordedEvent last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = await store.EventAsync(run.Stream, 0, cancellationToken);
        var isAlone = first is not null && last.Position - first.Position <= (last.Version + 1) * Interleaving;
        var events = isAlone
            ? store.ReadAllAsync(ReadDirection.Forwards, first!.Position, new EventFilter(new HashSet<string>(StringComparer.Ordinal) { run.Stream.Category }, types), cancellationToken: cancellationToken)
            : store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, last.Version + 1, cancellationToken);
        await foreach (var e in events)
        {
            if (e.Position > last.Position)
            {
                yield break;
            }

            if (e.Stream == run.Stream && types.Contains(e.Type))
            {
                yield return e;
            }
        }
    }
}
