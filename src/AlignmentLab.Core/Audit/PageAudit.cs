using AlignmentLab.Algorithms;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Audit;

/// <summary>What an act is about.</summary>
public enum AuditKind
{
    Accounts,
    Tokens,
    Runs,
    Replays,
    Answers,
    Incidents,
    Exports,
    Retention,
}

/// <summary>What people did in the lab, the newest first, a page at a time.</summary>
/// <param name="Person">Only what this person did; null: everybody.</param>
/// <param name="Kind">Null: every kind.</param>
/// <param name="Day">Only of this day, UTC; null: every day.</param>
/// <param name="Run">Only what was done with this run; null: with any, or with none.</param>
/// <param name="Before">Only what lies before this position of the log; null: from its end.</param>
/// <param name="Count">Acts at most, 1 to 500.</param>
public sealed record PageAudit(string? Person = null, AuditKind? Kind = null, DateOnly? Day = null, RunId? Run = null, long? Before = null, int Count = 50) : IRequest<AuditPage>;

/// <param name="Next">What the next page begins before; null at the beginning of the log.</param>
/// <param name="Scanned">Acts looked at. A filter that finds little stops early, so that no page takes long.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next, int Scanned);

/// <summary>Something that somebody did. It is an event of the log: this is how it reads.</summary>
/// <param name="Position">Of the event, in the whole log.</param>
/// <param name="Person">Who; null: the event does not name anybody, as those of older versions.</param>
/// <param name="Act">What, in words that follow the person's name. Texts of people are in it as they are.</param>
/// <param name="Stream">The event's stream.</param>
/// <param name="Version">The event's version in it.</param>
/// <param name="Run">The run that it was done with.</param>
/// <param name="IsImported">It was done in the lab that the run was taken in from; the person is one of that lab.</param>
public sealed record AuditEntry(
    long Position, DateTimeOffset At, string? Person, AuditKind Kind, string Act, StreamId Stream, long Version, string Type, RunId? Run, bool IsImported);
