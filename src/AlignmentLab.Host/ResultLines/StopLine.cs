using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;

namespace AlignmentLab.Host.ResultLines;

/// <summary>What asking a run to stop came to.</summary>
/// <param name="Status">Where the run stands now: <c>running</c> while its process has not stopped yet.</param>
/// <param name="Requested">The request is on the log, and whichever process has the run will act on it.</param>
internal sealed record StopLine(RunId Run, RunStatus Status, bool Requested);
