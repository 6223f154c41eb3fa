using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;

namespace AlignmentLab.Host.ResultLines;

/// <summary>Whether a run is held.</summary>
internal sealed record HoldLine(RunId Run, bool Held, bool Changed);

/// <summary>What was removed.</summary>
/// <param name="OtherRuns">Runs that referred to some of it as well.</param>
internal sealed record ShredLine(RunId Run, IReadOnlyList<Artifact> Removed, IReadOnlyList<RunId> OtherRuns);
