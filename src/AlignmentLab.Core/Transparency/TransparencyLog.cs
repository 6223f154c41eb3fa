using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Transparency;

/// <summary>
/// The lab's transparency log: enters the heads of streams that have grown into the Merkle tree and signs its root. The tree
/// lives in a stream of its own, from which it is folded; nothing else is kept.
/// </summary>
internal sealed class TransparencyLog(IEventStore store, ILogAuthority authority) : IDisposable
{
    /// <summary>The stream that holds the tree's leaves and the signed checkpoints.</summary>
    public static StreamId Stream { get; } = new("transparency");

    private readonly SemaphoreSlim _turn = new(1);
    private readonly TransparencyFold _fold = new();

    /// <summary>
    /// Enters every head that no checkpoint covers yet, signs, and publishes. Where nothing has grown the last checkpoint
    /// stands, and null is returned where the lab is empty.
    /// </summary>
    public async Task<SignedNote?> CheckpointAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var before = -2L; ; before = _fold.Version)
            {
                await _fold.CatchUpAsync(store, cancellationToken);
                if (_fold.Version == before)
                {
                    throw new EnvironmentFailureException($"{Stream} refuses an append after version {before} and holds nothing beyond it: the lab is damaged. `alab verify` tells more.");
                }

                var grown = await GrownAsync(cancellationToken);
                if (grown.Count == 0 || await TrySignAsync(grown, cancellationToken))
                {
                    if (_fold.Latest is { } note)
                    {
                        await authority.PublishAsync(note, cancellationToken);
                    }

                    return _fold.Latest is { } latest ? SignedNote.Parse(latest) : null;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<List<HeadEntry>> GrownAsync(CancellationToken cancellationToken)
    {
        var grown = new List<HeadEntry>();
        await foreach (var head in store.HeadsAsync(null, cancellationToken))
        {
            if (head.Stream != Stream && (!_fold.LastEntered.TryGetValue(head.Stream, out var entered) || entered < head.Version))
            {
                grown.Add(new HeadEntry(head.Stream, head.Version, head.Root));
            }
        }

        return grown;
    }

    // False: another process was first; its entries have to be taken in before.
    private async Task<bool> TrySignAsync(List<HeadEntry> grown, CancellationToken cancellationToken)
    {
        var first = _fold.Tree.Size;
        var root = _fold.RootWith(grown);
        var key = authority.CreateKey();
        var checkpoint = new LogCheckpoint(SignedNote.NameOf(key), first + grown.Count, root);
        var note = SignedNote.Sign(checkpoint.ToString(), key, text => authority.Sign(text)).ToString();
        var payload = new CheckpointSigned(first, grown, note);
        var signed = new NewEvent(
            EventId.Deterministic("alignmentlab.checkpoint", note),
            StoredEventAttribute.NameOf(typeof(CheckpointSigned)),
            EventJson.Serialize(payload));
        try
        {
            await store.AppendAsync(Stream, _fold.Version < 0 ? ExpectedVersion.NoStream : ExpectedVersion.Exactly(_fold.Version), [signed], cancellationToken);
        }
        catch (WrongExpectedVersionException)
        {
            return false;
        }

        await _fold.CatchUpAsync(store, cancellationToken);
        return true;
    }
}
