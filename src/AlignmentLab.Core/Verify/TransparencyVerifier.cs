using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Verify;

/// <summary>Computes the Merkle tree again and checks every signature over it.</summary>
internal sealed class TransparencyVerifier(IEventReader store, ILogAuthority authority)
{
    /// <param name="kept">A signed checkpoint from elsewhere, or null.</param>
    /// <param name="publicKey">The key to trust, or null for the lab's own.</param>
    /// <param name="broken">Gets the faults.</param>
    /// <returns>The heads that the tree holds.</returns>
    public async Task<SignedHeads> VerifyAsync(string? kept, ReadOnlyMemory<byte>? publicKey, List<BrokenEvent> broken, CancellationToken cancellationToken)
    {
        var fold = new TransparencyFold();
        var key = publicKey ?? authority.PublicKey;
        var checkpoints = 0;
        await foreach (var e in store.ReadStreamAsync(TransparencyLog.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            try
            {
                var note = fold.Take(e).Note;
                checkpoints++;
                if (key is not null && Fault(note, fold.Tree, key.Value, mustBeLast: true) is { } reason)
                {
                    broken.Add(new BrokenEvent(e.Stream, e.Version, reason));
                }
            }
            catch (EnvironmentFailureException error)
            {
                broken.Add(new BrokenEvent(e.Stream, e.Version, error.Message));
                break;
            }
        }

        if (checkpoints > 0 && key is null)
        {
            broken.Add(new BrokenEvent(TransparencyLog.Stream, 0, "the lab has signed checkpoints and no public key: its keys were removed. Give the key with --key"));
        }

        foreach (var (note, what) in new[] { (await authority.PublishedAsync(cancellationToken), "the checkpoint beside the log"), (kept, "the given checkpoint") })
        {
            if (note is not null && (key is null ? "there is no public key to check it with" : Fault(note, fold.Tree, key.Value, mustBeLast: false)) is { } reason)
            {
                broken.Add(new BrokenEvent(TransparencyLog.Stream, null, $"{what}: {reason}"));
            }
        }

        var (imports, foreign) = await ImportsAsync(publicKey, broken, cancellationToken);
        var entered = fold.Entries
            .Select((entry, leaf) => (entry.Stream, Head: new EnteredHead(entry.Version, entry.Root, leaf)))
            .Concat(foreign.Select(p => (p.Head.Stream, Head: new EnteredHead(p.Head.Version, p.Head.Root, p.Leaf))))
            .GroupBy(e => e.Stream)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<EnteredHead>)[.. g.Select(e => e.Head).OrderBy(h => h.Version)]);
        var log = checkpoints == 0 || key is null ? null : new VerifiedLog(SignedNote.NameOf(key.Value), fold.Tree.Size, fold.Tree.RootAt(fold.Tree.Size), checkpoints, 0);
        return new SignedHeads(entered, imports, log);
    }

    // Runs of other labs came with proofs under those labs' keys.
    private async Task<(int Imports, List<HeadProof> Proofs)> ImportsAsync(ReadOnlyMemory<byte>? publicKey, List<BrokenEvent> broken, CancellationToken cancellationToken)
    {
        var imports = 0;
        var proofs = new List<HeadProof>();
        await foreach (var e in store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.ForCategories(RunImported.Category), cancellationToken: cancellationToken))
        {
            RunImported imported;
            try
            {
                imported = EventJson.Deserialize<RunImported>(e.Data.Span);
            }
            catch (System.Text.Json.JsonException error)
            {
                broken.Add(new BrokenEvent(e.Stream, e.Version, $"it does not read as an import: {error.Message}"));
                continue;
            }

            imports++;
            var isOwn = authority.PublicKey is { } own && publicKey is { } given && own.Span.SequenceEqual(given.Span);
            if (publicKey is { } trusted && !isOwn && !trusted.Span.SequenceEqual(imported.PublicKey))
            {
                broken.Add(new BrokenEvent(e.Stream, e.Version, $"the run came signed by {SignedNote.NameOf(imported.PublicKey)}; the given key is {SignedNote.NameOf(trusted)}"));
            }

            foreach (var proof in imported.Heads)
            {
                if (proof.Fault(imported.PublicKey) is { } fault)
                {
                    broken.Add(new BrokenEvent(e.Stream, e.Version, fault));
                }
                else
                {
                    proofs.Add(proof);
                }
            }
        }

        return (imports, proofs);
    }

    private static string? Fault(string text, MerkleTree tree, ReadOnlyMemory<byte> key, bool mustBeLast)
    {
        LogCheckpoint checkpoint;
        SignedNote note;
        try
        {
            note = SignedNote.Parse(text);
            checkpoint = LogCheckpoint.Parse(note.Text);
        }
        catch (FormatException error)
        {
            return error.Message;
        }

        if (!note.IsSignedBy(key))
        {
            return $"it is not signed by {SignedNote.NameOf(key)}, or was changed after signing (it says {note.KeyName})";
        }

        if (checkpoint.Size > tree.Size)
        {
            return $"it was signed over {checkpoint.Size} leaves, the lab's tree has {tree.Size}: the lab's end was cut off, or it is an older copy";
        }

        return (mustBeLast && checkpoint.Size != tree.Size) || tree.RootAt(checkpoint.Size) != checkpoint.Root
            ? $"the lab's tree at {checkpoint.Size} leaves has another root than was signed: the lab's past was rewritten"
            : null;
    }
}

/// <summary>The heads that the signed log holds, by stream, ascending.</summary>
/// <param name="Imports">Runs that came from other labs with proofs.</param>
/// <param name="Log">What it covers, without <see cref="VerifiedLog.Beyond"/>; null where nothing was ever signed.</param>
internal sealed record SignedHeads(IReadOnlyDictionary<StreamId, IReadOnlyList<EnteredHead>> Entered, int Imports, VerifiedLog? Log);
