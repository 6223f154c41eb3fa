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

/// <summary>Proves that the last checkpoint's tree begins with an earlier one's.</summary>
/// <param name="Earlier">The earlier checkpoint's signed note.</param>
public sealed record ProveConsistency(string Earlier) : IRequest<ConsistencyProof>;

/// <summary>That nothing was taken back between two checkpoints; to be checked without the lab.</summary>
/// <param name="Earlier">The earlier signed note.</param>
/// <param name="Path">RFC 9162, section 2.1.4.</param>
/// <param name="Later">The later signed note.</param>
public sealed record ConsistencyProof(string Earlier, IReadOnlyList<Sha256> Path, string Later)
{
    /// <summary>What is wrong with the proof, or null.</summary>
    /// <param name="publicKey">DER SubjectPublicKeyInfo.</param>
    public string? Fault(ReadOnlyMemory<byte> publicKey)
    {
        try
        {
            var (earlier, later) = (SignedNote.Parse(Earlier), SignedNote.Parse(Later));
            var (first, second) = (LogCheckpoint.Parse(earlier.Text), LogCheckpoint.Parse(later.Text));
            return !earlier.IsSignedBy(publicKey) || !later.IsSignedBy(publicKey) ? $"a checkpoint is not signed by {SignedNote.NameOf(publicKey)}, or was changed after signing"
                : !MerkleProofs.IsConsistent(first.Size, first.Root, second.Size, second.Root, Path) ? $"the tree of {second.Size} leaves does not begin with the tree of {first.Size} that was signed before"
                : null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }
}

internal sealed class LogQueries(IEventStore store, TransparencyLog log, ILogAuthority authority)
    : IRequestHandler<SignLog, SignedNote?>, IRequestHandler<ProveHead, HeadProof>, IRequestHandler<ProveConsistency, ConsistencyProof>
{
    public async Task<ConsistencyProof> Handle(ProveConsistency request, CancellationToken cancellationToken)
    {
        LogCheckpoint earlier;
        try
        {
            earlier = LogCheckpoint.Parse(SignedNote.Parse(request.Earlier).Text);
        }
        catch (FormatException error)
        {
            throw new InvalidInputException($"It is no signed checkpoint: {error.Message}", error);
        }

        var fold = new TransparencyFold();
        await fold.CatchUpAsync(store, cancellationToken);
        if (fold.Latest is not { } latest || authority.PublicKey is not { } key || earlier.Size > fold.Tree.Size || earlier.Size < 1)
        {
            throw new InvalidInputException($"The lab's tree has {fold.Tree.Size} leaves, the checkpoint {earlier.Size}: it is of another lab, or this one was cut back.");
        }

        var proof = new ConsistencyProof(request.Earlier, fold.Tree.ConsistencyProof(earlier.Size, fold.Tree.Size), latest);
        return proof.Fault(key) is { } fault ? throw new WorkFailedException($"There is no such proof: {fault}.") : proof;
    }

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
