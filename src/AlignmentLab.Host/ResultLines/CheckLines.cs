using AlignmentLab.Events;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Verify;

namespace AlignmentLab.Host.ResultLines;

/// <summary>What a replay found.</summary>
/// <param name="Inherited">Jobs that were left to the replay of the run that this one was forked from.</param>
/// <param name="FromLog">Jobs whose results came from outside and were taken as they are.</param>
/// <param name="Parent">The run that this one was forked from.</param>
/// <param name="ParentCompared">Whether what it took over was compared with that run, which the lab need not hold.</param>
internal sealed record ReplayLine(
    RunId Run,
    ReplayLevel Level,
    string Outcome,
    int Effects,
    int? Decisions,
    int? Repeated,
    bool Ended,
    int? Inherited,
    int? FromLog,
    int? Withheld,
    SampleLine? Sample,
    RunId? Parent,
    bool? ParentCompared,
    DivergenceLine? Divergence)
{
    /// <summary>The file that the certificate was written to; null where none was asked for.</summary>
    public string? Certificate { get; init; }

    public static ReplayLine Of(ReplayReport report) => new(
        report.Run,
        report.Level,
        report.Identical ? "identical" : "diverged",
        report.Effects,
        report.Decisions,
        report.Repeated,
        report.Ended,
        report.Inherited,
        report.FromLog,
        report.Withheld,
        report.Sample is { } sample ? SampleLine.From(sample) : null,
        report.Parent?.Run,
        report.Parent?.Compared,
        report.Divergence is { } d ? new DivergenceLine(d.Version, d.Expected, d.Actual) : null);
}

/// <summary>Where a replay found something else than recorded.</summary>
internal sealed record DivergenceLine(long Version, string Expected, string Actual);

/// <summary>Which jobs a replay repeated, where it did not repeat all.</summary>
/// <param name="CaughtSingle">The probability that one falsified job would have been caught.</param>
/// <param name="CaughtOneInTen">The probability, were every tenth job falsified.</param>
/// <param name="CaughtShare">The smallest share of falsified jobs that would have been caught with probability 0.95.</param>
internal sealed record SampleLine(double Share, ulong Seed, int Of, int Repeated, double CaughtSingle, double CaughtOneInTen, double? CaughtShare)
{
    public static SampleLine From(JobSample sample) => new(
        sample.Share, sample.Seed, sample.Of, sample.Repeated, sample.Confidence.Single, sample.Confidence.OneInTen, sample.Confidence.SmallestShareCaught);
}

/// <summary>What a check of the lab found.</summary>
internal sealed record VerifyLine(string Outcome, int Streams, long Events, int Artifacts, int Removed, int Imports, VerifiedLog? Log, IReadOnlyList<BrokenEvent> Broken)
{
    public static VerifyLine Of(VerifyReport report) => new(
        report.Intact ? "intact" : "broken", report.Streams, report.Events, report.Artifacts, report.Removed, report.Imports, report.Log, report.Broken);
}

/// <summary>A signed checkpoint.</summary>
/// <param name="Note">As it is to be kept, line feeds included.</param>
internal sealed record CheckpointLine(string Key, long Size, Sha256 Root, string Note);

/// <summary>A public key.</summary>
internal sealed record KeyLine(string Key, string Pem);

/// <summary>What a check of a certificate found.</summary>
internal sealed record CertificateLine(string Outcome, RunId Run, ReplayLevel Level, string Replay, Sha256 Digest, string Key, IReadOnlyList<string> Faults)
{
    public static CertificateLine Of(CheckedCertificate result) => new(
        result.Faults.Count == 0 ? "intact" : "broken", result.Certificate.Run, result.Certificate.Level, result.Certificate.Outcome, result.Certificate.Digest, result.Key, result.Faults);
}
