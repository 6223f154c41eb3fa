using AlignmentLab.Events;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Verify;

namespace AlignmentLab.Host.ResultLines;

/// <summary>What a replay found.</summary>
internal sealed record ReplayLine(
    RunId Run, ReplayLevel Level, string Outcome, int Effects, int? Decisions, int? Repeated, bool Ended, ReplayDivergence? Divergence)
{
    public static ReplayLine Of(ReplayReport report) => new(
        report.Run, report.Level, report.Identical ? "identical" : "diverged", report.Effects, report.Decisions, report.Repeated, report.Ended, report.Divergence);
}

/// <summary>What a check of the lab found.</summary>
internal sealed record VerifyLine(string Outcome, int Streams, long Events, int Artifacts, int Removed, VerifiedLog? Log, IReadOnlyList<BrokenEvent> Broken)
{
    public static VerifyLine Of(VerifyReport report) => new(
        report.Intact ? "intact" : "broken", report.Streams, report.Events, report.Artifacts, report.Removed, report.Log, report.Broken);
}

/// <summary>A signed checkpoint.</summary>
/// <param name="Note">As it is to be kept, line feeds included.</param>
internal sealed record CheckpointLine(string Key, long Size, Sha256 Root, string Note);

/// <summary>A public key.</summary>
internal sealed record KeyLine(string Key, string Pem);
