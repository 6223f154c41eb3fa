using System.Runtime.CompilerServices;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Streams as they were at some moment. Positions grow with versions, so a stream's end then is searched for, not read up to.</summary>
internal static class PastStreams
{
    /// <summary>The event at a version, or null.</summary>
    public static async ValueTask<RecordedEvent?> EventAsync(this IEventReader store, StreamId stream, long version, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, version, 1, cancellationToken))
        {
            return e.Version == version ? e : null;
        }

        return null;
    }

    /// <summary>The last event that a stream had; null where it had none.</summary>
    public static async ValueTask<RecordedEvent?> LastAsync(this IEventReader store, StreamId stream, AsOf at, CancellationToken cancellationToken)
    {
        RecordedEvent? last = null;
        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            last = e;
        }

        if (last is null || at.Includes(last))
        {
            return last;
        }

        var (low, high, found) = (0L, last.Version - 1, default(RecordedEvent));
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var e = await store.EventAsync(stream, middle, cancellationToken);
            if (e is not null && at.Includes(e))
            {
                (found, low) = (e, middle + 1);
            }
            else
            {
                high = middle - 1;
            }
        }

        return found;
    }

    /// <summary>The events that a stream had, from its first on.</summary>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(
        this IEventReader store, StreamId stream, AsOf at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (!at.Includes(e))
            {
                yield break;
            }

            yield return e;
        }
    }
}
