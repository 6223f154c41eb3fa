using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Projections;

/// <summary>One event, with what led to it and what it led to.</summary>
public sealed record ShowEvent(StreamId Stream, long Version) : IRequest<ShownEvent>, IReadsStream;

/// <param name="Previous">Chain hash of the event before; null for the first of a stream.</param>
/// <param name="ContentHolds">Whether the content hash follows from type, call id and data.</param>
/// <param name="LinkHolds">Whether the chain hash follows from the event and the one before it.</param>
/// <param name="Cause">The event that its causation names, when it lies in the same stream and not too far back.</param>
/// <param name="Consequences">Events that name it as their cause, found nearby.</param>
public sealed record ShownEvent(RecordedEvent Event, Sha256? Previous, bool ContentHolds, bool LinkHolds, EventReference? Cause, IReadOnlyList<EventReference> Consequences);

/// <summary>Points at an event.</summary>
public sealed record EventReference(StreamId Stream, long Version, string Type);

internal sealed class ShowEventHandler(IEventReader store) : IRequestHandler<ShowEvent, ShownEvent>
{
    private const int Near = 5_000;
    private const int MostConsequences = 20;

    public async Task<ShownEvent> Handle(ShowEvent request, CancellationToken cancellationToken)
    {
        RecordedEvent? before = null;
        RecordedEvent? shown = null;
        await foreach (var e in store.ReadStreamAsync(request.Stream, ReadDirection.Forwards, Math.Max(0, request.Version - 1), 2, cancellationToken))
        {
            before = e.Version == request.Version - 1 ? e : before;
            shown = e.Version == request.Version ? e : shown;
        }

        if (shown is null)
        {
            throw new InvalidInputException($"{request.Stream} has no version {request.Version}.");
        }

        var (content, chain) = EventChain.Recompute(shown, before?.ChainHash ?? EventChain.Genesis);
        return new ShownEvent(
            shown,
            before?.ChainHash,
            content == shown.ContentHash,
            chain == shown.ChainHash,
            await CauseAsync(shown, cancellationToken),
            await ConsequencesAsync(shown, cancellationToken));
    }

    private async Task<EventReference?> CauseAsync(RecordedEvent shown, CancellationToken cancellationToken)
    {
        if (shown.Causation is { } cause)
        {
            await foreach (var e in store.ReadStreamAsync(shown.Stream, ReadDirection.Backwards, shown.Version - 1, Near, cancellationToken))
            {
                if (e.Id == cause)
                {
                    return Reference(e);
                }
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<EventReference>> ConsequencesAsync(RecordedEvent shown, CancellationToken cancellationToken)
    {
        var found = new List<EventReference>();
        await foreach (var e in store.ReadStreamAsync(shown.Stream, ReadDirection.Forwards, shown.Version + 1, Near, cancellationToken))
        {
            if (e.Causation == shown.Id)
            {
                found.Add(Reference(e));
                if (found.Count == MostConsequences)
                {
                    break;
                }
            }
        }

        return found;
    }

    private static EventReference Reference(RecordedEvent e) => new(e.Stream, e.Version, e.Type);
}
