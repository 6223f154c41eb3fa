using AlignmentLab.Algorithms;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Certificates;

/// <summary>What a lab states, under its signature, about the replay of a run.</summary>
/// <param name="Format">See <see cref="CurrentFormat"/>.</param>
/// <param name="Definition">The run's first event: its resolved spec, and the plugins that made it.</param>
/// <param name="Events">Events on the run's stream when it was replayed.</param>
/// <param name="Digest">See <see cref="RunResult"/>.</param>
/// <param name="Root">Chain hash of the stream's last event.</param>
/// <param name="Outcome"><c>identical</c> or <c>diverged</c>.</param>
/// <param name="Replayed">The plugins, by version and assembly hash, that the replay ran with; none for the log level.</param>
/// <param name="Engine">What carried the jobs out again.</param>
/// <param name="Head">That the signed log holds the stream.</param>
/// <param name="PublicKey">DER SubjectPublicKeyInfo of the key that signed, in base64.</param>
public sealed record ReplayCertificate(
    string Format,
    RunId Run,
    DateTimeOffset IssuedAt,
    RunSubmitted Definition,
    long Events,
    Sha256 Digest,
    Sha256 Root,
    ReplayLevel Level,
    string Outcome,
    CertifiedReplay Replay,
    IReadOnlyList<PluginVersion> Replayed,
    CertifiedEngine Engine,
    HeadProof Head,
    byte[] PublicKey)
{
    /// <summary>What this version writes and reads.</summary>
    public const string CurrentFormat = "alignmentlab-certificate/1";
}

/// <summary>The figures of a replay: see <see cref="ReplayReport"/>.</summary>
public sealed record CertifiedReplay(
    int Effects, int? Decisions, int? Repeated, int? Inherited, int? FromLog, int? Withheld, IReadOnlyList<string> Outside, JobSample? Sample, ReplayDivergence? Divergence);

/// <param name="Platform">Version of AlignmentLab.</param>
/// <param name="Trainer">Such as <c>managed/1</c>.</param>
/// <param name="Runtime">Of .NET.</param>
/// <param name="Machine">Operating system and processor architecture.</param>
public sealed record CertifiedEngine(string Platform, string Trainer, string Runtime, string Machine);
