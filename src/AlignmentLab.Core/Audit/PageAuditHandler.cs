using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Audit;

internal sealed class PageAuditHandler(IEventReader store) : IRequestHandler<PageAudit, AuditPage>
{
    private const int MostEntries = 500;
    private const int MostScanned = 20_000;

    private static readonly string Session = StoredEventAttribute.NameOf(typeof(Runs.SessionStarted));

    public async Task<AuditPage> Handle(PageAudit request, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(request.Count, 1, MostEntries);
        var places = new AuditPlaces(store);
        var entries = new List<AuditEntry>();
        var (scanned, last) = (0, request.Before ?? long.MaxValue);
        var filter = new EventFilter(new HashSet<string>(StringComparer.Ordinal), AuditedActs.Types(request.Kind));
        await foreach (var e in store.ReadAllAsync(ReadDirection.Backwards, request.Before - 1 ?? long.MaxValue, filter, cancellationToken: cancellationToken))
        {
            (scanned, last) = (scanned + 1, e.Position);
            if (Fits(e, request) && await EntryAsync(e, request, places, cancellationToken) is { } entry)
            {
                entries.Add(entry);
            }

            if (entries.Count == count || scanned == MostScanned)
            {
                return new AuditPage(entries, last > 1 ? last : null, scanned);
            }
        }

        return new AuditPage(entries, null, scanned);
    }

    // A session that nobody at a terminal began is the platform's own.
    private static bool Fits(RecordedEvent e, PageAudit request) =>
        (request.Person is null || PersonOf(e) == request.Person)
        && (request.Day is null || DateOnly.FromDateTime(e.RecordedAt.UtcDateTime) == request.Day)
        && (e.Type != Session || PersonOf(e) is not null);

    private static async Task<AuditEntry?> EntryAsync(RecordedEvent e, PageAudit request, AuditPlaces places, CancellationToken cancellationToken)
    {
        var run = await places.RunOfAsync(e.Stream, cancellationToken);
        return request.Run is { } wanted && run != wanted ? null : new AuditEntry(
            e.Position, e.RecordedAt, PersonOf(e), AuditedActs.KindOf(e), AuditedActs.Words(e), e.Stream, e.Version, e.Type, run,
            run is { } named && await places.IsImportedAsync(named, e, cancellationToken));
    }

    private static string? PersonOf(RecordedEvent e) => e.Author == NewEvent.Platform ? null : e.Author;
}
