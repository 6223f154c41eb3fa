using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Retention;

/// <summary>Forbids the removal of anything of the run.</summary>
/// <returns>False: it was held already, and nothing was written.</returns>
public sealed record HoldRun(RunId Run, string Reason, string Author) : IRequest<bool>;

/// <summary>Lifts the hold.</summary>
/// <returns>False: it was not held, and nothing was written.</returns>
public sealed record ReleaseRun(RunId Run, string Reason, string Author) : IRequest<bool>;

/// <summary>Makes artifacts of a run unreadable for ever, and puts that on the log of every run that refers to them.</summary>
/// <param name="Call">Those that this call made; null: those of <paramref name="Artifact"/>, or all that the run made.</param>
/// <param name="Artifact">This one; null: see <paramref name="Call"/>.</param>
public sealed record RemoveArtifacts(RunId Run, CallId? Call, Sha256? Artifact, string Reason, string Author) : IRequest<RemovedArtifacts>;

/// <param name="Artifacts">What was removed.</param>
/// <param name="OtherRuns">Other runs that referred to some of it, such as forks.</param>
public sealed record RemovedArtifacts(RunId Run, IReadOnlyList<Artifact> Artifacts, IReadOnlyList<RunId> OtherRuns);
