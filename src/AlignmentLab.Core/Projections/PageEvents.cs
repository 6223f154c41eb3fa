using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Projections;

/// <summary>A page of a stream's events.</summary>
/// <param name="From">The version to begin at, inclusive.</param>
/// <param name="Count">Events at most, 1 to 500.</param>
/// <param name="Type">Only events whose type contains this text.</param>
/// <param name="Call">Only events whose call id contains this text.</param>
public sealed record PageEvents(
    StreamId Stream, long From, int Count, ReadDirection Direction = ReadDirection.Forwards, string? Type = null, string? Call = null) : IRequest<EventPage>, IReadsStream;

/// <param name="Next">Where the next page begins; null at the end of the stream.</param>
/// <param name="Scanned">Events looked at. A filter that finds little stops early, so that no page takes long.</param>
public sealed record EventPage(IReadOnlyList<RecordedEvent> Events, long? Next, long Scanned);

internal sealed class PageEventsHandler(IEventReader store) : IRequestHandler<PageEvents, EventPage>
{
    private const int MostEvents = 500;
    private const long MostScanned = 20_000;

    public async Task<EventPage> Handle(PageEvents request, CancellationToken cancellationToken)
    {
        var wanted = Math.Clamp(request.Count, 1, MostEvents);
        var filtered = !string.IsNullOrEmpty(request.Type) || !string.IsNullOrEmpty(request.Call);
        var found = new List<RecordedEvent>();
        var (scanned, last) = (0L, request.From);
        await foreach (var e in store.ReadStreamAsync(request.Stream, request.Direction, request.From, filtered ? MostScanned : wanted, cancellationToken))
        {
            scanned++;
            last = e.Version;
            if (Matches(e, request))
            {
                found.Add(e);
                if (found.Count == wanted)
                {
                    break;
                }
            }
        }

        var ended = found.Count < wanted && scanned < (filtered ? MostScanned : wanted);
        long? next = request.Direction == ReadDirection.Forwards ? last + 1 : last - 1;
        return new EventPage(found, ended || next < 0 ? null : next, scanned);
    }

    private static bool Matches(RecordedEvent e, PageEvents request) =>
        (string.IsNullOrEmpty(request.Type) || e.Type.Contains(request.Type, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrEmpty(request.Call) || e.Call?.Value.Contains(request.Call, StringComparison.OrdinalIgnoreCase) == true);
}
