using AlignmentLab.Algorithms;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Verify;

/// <summary>
/// Checks one run's streams, or the whole lab: hash chains, artifacts, and, for the whole lab, the store's own storage and
/// the signed log.
/// </summary>
/// <param name="Checkpoint">A signed checkpoint kept elsewhere: the lab must still contain what it covers.</param>
/// <param name="PublicKey">DER SubjectPublicKeyInfo that signatures are checked with; null: the lab's own.</param>
public sealed record VerifyLab(RunId? Run = null, string? Checkpoint = null, ReadOnlyMemory<byte>? PublicKey = null) : IRequest<VerifyReport>;

/// <summary>What a check found.</summary>
/// <param name="Artifacts">Artifacts that events refer to, read and hashed again.</param>
/// <param name="Removed">Of these, those that are gone and whose removal is on the log.</param>
/// <param name="Imports">Runs that came from other labs, whose proofs were checked.</param>
/// <param name="Log">The signed log, or null where the lab has never signed.</param>
/// <param name="Broken">Each stream's first fault, faults of artifacts, of the storage and of the signed log.</param>
public sealed record VerifyReport(int Streams, long Events, int Artifacts, int Removed, int Imports, VerifiedLog? Log, IReadOnlyList<BrokenEvent> Broken)
{
    public bool Intact => Broken.Count == 0;
}

/// <summary>What the signed log covers.</summary>
/// <param name="Key">The name of the key that signed.</param>
/// <param name="Size">Leaves of the tree: entered heads.</param>
/// <param name="Root">The tree's root.</param>
/// <param name="Checkpoints">Signed checkpoints, each checked.</param>
/// <param name="Beyond">Events at the ends of streams that no checkpoint covers yet.</param>
public sealed record VerifiedLog(string Key, long Size, Sha256 Root, int Checkpoints, long Beyond);

/// <summary>Something that is not what was written.</summary>
/// <param name="Stream">The stream that it is about, where that can be told.</param>
/// <param name="Version">The version that it is about, likewise.</param>
/// <param name="Position">The place in the whole log, for faults of the storage.</param>
public sealed record BrokenEvent(StreamId? Stream, long? Version, string Reason, long? Position = null);
