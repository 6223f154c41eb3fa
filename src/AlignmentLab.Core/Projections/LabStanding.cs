using AlignmentLab.Core.Verify;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Projections;

/// <summary>How far the view of the lab is, and what the log holds.</summary>
/// <param name="Position">The last position taken in.</param>
/// <param name="Head">The last position of the log when that was last asked.</param>
/// <param name="CaughtUp">The view has taken in what the log held when it started.</param>
/// <param name="Fault">Why the log cannot be followed at the moment; null where it can.</param>
public sealed record LabStanding(
    long Position, long Head, bool CaughtUp, string? Fault, IReadOnlyList<CategoryView> Categories, CheckpointView? Checkpoint, VerificationView? Verification);

/// <summary>The last time that somebody had the whole lab checked.</summary>
public sealed record VerificationView(DateTimeOffset At, string Author, LabVerified Found);

/// <summary>The streams of one kind.</summary>
public sealed record CategoryView(string Name, long Streams, long Events);

/// <summary>The last checkpoint of the signed log.</summary>
/// <param name="Size">Leaves of the tree.</param>
public sealed record CheckpointView(DateTimeOffset SignedAt, long Position, long Size, Sha256 Root, string Note);
