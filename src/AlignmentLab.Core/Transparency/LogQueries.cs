using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Transparency;

/// <summary>Enters what has grown into the signed log, and gives the checkpoint; null where the lab is empty.</summary>
public sealed record SignLog : IRequest<SignedNote?>;

/// <summary>Proves that the signed log holds a stream, at its last entered version or the first entered one that is no lower.</summary>
public sealed record ProveHead(StreamId Stream, long? Version = null) : IRequest<HeadProof>;

/// <summary>That a head is a leaf of the tree that a checkpoint signs; to be checked without the lab.</summary>
/// <param name="Leaf">Index of the leaf.</param>
/// <param name="Path">From the leaf to the root, nearest first (RFC 9162, section 2.1.3).</param>
/// <param name="Checkpoint">The signed note.</param>
public sealed record HeadProof(HeadEntry Head, long Leaf, IReadOnlyList<Sha256> Path, string Checkpoint)
{
    /// <summary>What is wrong with the proof, or null.</summary>
    /// <param name="publicKey">DER SubjectPublicKeyInfo.</param>
    public string? Fault(ReadOnlyMemory<byte> publicKey)
    {
        try
        {
            var note = SignedNote.Parse(Checkpoint);
            var signed = LogCheckpoint.Parse(note.Text);
            return !note.IsSignedBy(publicKey) ? $"the checkpoint is not signed by {SignedNote.NameOf(publicKey)}, or was changed after signing (it says {note.KeyName})"
                : !MerkleProofs.Includes(Head.LeafHash(), Leaf, signed.Size, Path, signed.Root) ? $"the path does not lead from {Head.Stream} version {Head.Version} to the signed root"
                : null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }
}

internal sealed class LogQueries(IEventStore store, TransparencyLog log) : IRequestHandler<SignLog, SignedNote?>, IRequestHandler<ProveHead, HeadProof>
{
    public Task<SignedNote?> Handle(SignLog request, CancellationToken cancellationToken) => log.CheckpointAsync(cancellationToken);

    public async Task<HeadProof> Handle(ProveHead request, CancellationToken cancellationToken)
    {
        var fold = new TransparencyFold();
        await fold.CatchUpAsync(store, cancellationToken);
        var leaf = request.Version is { } least
            ? fold.Entries.Index().FirstOrDefault(e => e.Item.Stream == request.Stream && e.Item.Version >= least, (-1, null!)).Index
            : fold.Entries.Index().LastOrDefault(e => e.Item.Stream == request.Stream, (-1, null!)).Index;
        return leaf >= 0
            ? new HeadProof(fold.Entries[leaf], leaf, fold.Tree.InclusionProof(leaf, fold.Tree.Size), fold.Latest!)
            : throw new InvalidInputException($"The signed log does not hold {request.Stream}{(request.Version is { } v ? $" at version {v} or later" : "")}; `alab log checkpoint` enters what it lacks.");
    }
}
