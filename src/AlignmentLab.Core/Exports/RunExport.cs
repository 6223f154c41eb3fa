using AlignmentLab.Algorithms;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Exports;

/// <summary>Writes a run with its artifacts, its incidents and the proofs of its streams into one file.</summary>
/// <param name="Output">Gets a zip archive; need not be seekable.</param>
/// <param name="Author">Who exports it: that goes on the operations stream, after what is exported. Null: nothing is written.</param>
public sealed record ExportRun(RunId Run, Stream Output, string? Author = null) : IRequest<ExportedRun>, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

/// <summary>On the operations stream: the run was written into a file that can leave the lab.</summary>
[StoredEvent("run-exported.v1")]
public sealed record RunExported(long Events, int Artifacts);

/// <param name="Streams">The run's, its operations' and those of its incidents.</param>
/// <param name="Removed">Artifacts that were removed from the lab, and are not in the file.</param>
public sealed record ExportedRun(RunId Run, int Streams, long Events, int Artifacts, int Removed);

/// <summary>
/// Takes an exported run into the lab. Everything is checked before anything is written: hash chains, artifacts, proofs,
/// signature. Importing what the lab holds already changes nothing.
/// </summary>
/// <param name="File">Path of the file.</param>
/// <param name="PublicKey">DER SubjectPublicKeyInfo that must have signed it; null: the key in the file is taken as it is.</param>
/// <param name="Sign">Whether the lab's own log is to hold it as well.</param>
/// <param name="Author">Who takes it in; null: the platform.</param>
public sealed record ImportRun(string File, ReadOnlyMemory<byte>? PublicKey = null, bool Sign = true, string? Author = null) : IRequest<ImportedRun>;

/// <param name="Key">The name of the key that signed the export.</param>
/// <param name="AlreadyHeld">The lab held all of it, and nothing was written.</param>
public sealed record ImportedRun(RunId Run, string Key, int Streams, long Events, int Artifacts, bool AlreadyHeld);

/// <summary>On a stream of its own: a run came from another lab, with the proofs that lab gave.</summary>
/// <param name="PublicKey">The other lab's key, DER SubjectPublicKeyInfo in base64.</param>
/// <param name="Heads">That its streams are leaves of the other lab's signed tree.</param>
[StoredEvent("run-imported.v1")]
public sealed record RunImported(RunId Run, byte[] PublicKey, IReadOnlyList<HeadProof> Heads)
{
    /// <summary>The streams that hold these events.</summary>
    public const string Category = "import";

    /// <summary>The stream of a run's import.</summary>
    public static StreamId StreamOf(RunId run) => new($"{Category}-{run}");
}
