using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Provenance;

/// <summary>
/// Where a model checkpoint comes from, as its file carries it in the safetensors metadata, signed with the lab's key. The
/// artifact in the lab is the same file without these entries: they hold times and hashes of one run, and the run's digest
/// must not depend on those.
/// </summary>
/// <param name="Version">Of the event that recorded the checkpoint.</param>
/// <param name="Root">The stream's root at that version: the event's chain hash.</param>
/// <param name="FirstPosition">Where in the log the run's first event stands.</param>
/// <param name="LastPosition">Where the event stands that recorded the checkpoint.</param>
/// <param name="Artifact">SHA-256 of the file without these entries.</param>
/// <param name="Dataset">SHA-256 of the selection of labels that the training request names, or null where it names none.</param>
public sealed record CheckpointProof(
    RunId Run, CallId Call, long Version, Sha256 Root, long FirstPosition, long LastPosition, Sha256 Artifact, Sha256? Dataset)
{
    private const string Prefix = "alab_";
    private const string Signature = Prefix + "signature";

    /// <summary>What is signed: a title, then the entries, a line each.</summary>
    public string Text => "alignmentlab checkpoint provenance v1\n" + string.Concat(Entries().Select(e => $"{e.Key}: {e.Value}\n"));

    /// <summary>The file with the proof in its metadata.</summary>
    /// <param name="bare">The artifact: a safetensors file.</param>
    public byte[] Attach(ReadOnlyMemory<byte> bare, SignedNote signed)
    {
        var file = Safetensors.Read(bare);
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal);
        foreach (var (key, value) in Entries())
        {
            metadata[key] = value;
        }

        metadata[Signature] = signed.ToString()[(Text.Length + 1)..].TrimEnd('\n');
        return Safetensors.Write([.. file.Tensors], metadata);
    }

    /// <summary>Takes a file apart: the artifact, and the proof with its signature where it carries one.</summary>
    /// <exception cref="FormatException">The bytes are no safetensors file, or what it carries is no proof.</exception>
    public static (byte[] Bare, CheckpointProof? Proof, SignedNote? Signed) Detach(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        var own = file.Metadata.Where(m => !m.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        if (own.Count == file.Metadata.Count)
        {
            return (content.ToArray(), null, null);
        }

        var proof = Parse(file.Metadata);
        return (Safetensors.Write([.. file.Tensors], own), proof, SignedNote.Parse($"{proof.Text}\n{Entry(file.Metadata, Signature)}\n"));
    }

    private IEnumerable<KeyValuePair<string, string>> Entries()
    {
        yield return new(Prefix + "run", Run.Value);
        yield return new(Prefix + "call", Call.Value);
        yield return new(Prefix + "version", Version.ToString(CultureInfo.InvariantCulture));
        yield return new(Prefix + "root", Root.ToString());
        yield return new(Prefix + "positions", $"{FirstPosition.ToString(CultureInfo.InvariantCulture)}-{LastPosition.ToString(CultureInfo.InvariantCulture)}");
        yield return new(Prefix + "artifact_sha256", Artifact.ToString());
        yield return new(Prefix + "dataset_sha256", Dataset?.ToString() ?? "none");
    }

    private static CheckpointProof Parse(IReadOnlyDictionary<string, string> metadata)
    {
        var positions = Entry(metadata, "positions").Split('-');
        return positions is [var first, var last]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var firstPosition)
            && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var lastPosition)
            && long.TryParse(Entry(metadata, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new CheckpointProof(
                new RunId(Entry(metadata, "run")), new CallId(Entry(metadata, "call")), version, Hash(metadata, "root"), firstPosition, lastPosition,
                Hash(metadata, "artifact_sha256"), Entry(metadata, "dataset_sha256") == "none" ? null : Hash(metadata, "dataset_sha256"))
            : throw new FormatException("The metadata's 'alab_positions' or 'alab_version' are not whole numbers.");
    }

    private static Sha256 Hash(IReadOnlyDictionary<string, string> metadata, string name) => Sha256.TryParse(Entry(metadata, name), out var hash)
        ? hash : throw new FormatException($"The metadata's '{Prefix}{name}' is no SHA-256.");

    private static string Entry(IReadOnlyDictionary<string, string> metadata, string name)
    {
        var key = name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name;
        return metadata.TryGetValue(key, out var value) ? value : throw new FormatException($"The metadata lacks '{key}'.");
    }
}
