using AlignmentLab.Algorithms;
using AlignmentLab.Core.Transparency;

namespace AlignmentLab.Core.Exports;

/// <summary>The first entry of an export, <c>manifest.json</c>.</summary>
/// <param name="Format">See <see cref="CurrentFormat"/>.</param>
/// <param name="PublicKey">DER SubjectPublicKeyInfo of the lab's key, in base64.</param>
/// <param name="Heads">The streams that the export holds, each with the proof of its head.</param>
internal sealed record ExportManifest(string Format, RunId Run, DateTimeOffset ExportedAt, byte[] PublicKey, IReadOnlyList<HeadProof> Heads)
{
    /// <summary>What this version writes and reads.</summary>
    public const string CurrentFormat = "alignmentlab-export/1";

    public const string Entry = "manifest.json";
}
