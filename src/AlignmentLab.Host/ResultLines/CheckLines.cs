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

/// <summary>What a check of hash chains found.</summary>
internal sealed record VerifyLine(string Outcome, int Streams, long Events, IReadOnlyList<BrokenEvent> Broken)
{
    public static VerifyLine Of(VerifyReport report) => new(report.Intact ? "intact" : "broken", report.Streams, report.Events, report.Broken);
}
