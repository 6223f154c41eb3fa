using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Transparency;

/// <summary>The transparency stream, folded: the tree, where each stream was entered last, the checkpoints.</summary>
internal sealed class TransparencyFold
{
    private readonly Dictionary<StreamId, long> _lastEntered = [];
    private readonly List<HeadEntry> _entries = [];

    /// <summary>Version of the last event taken in, -1 before the first.</summary>
    public long Version { get; private set; } = -1;

    public MerkleTree Tree { get; } = new();

    /// <summary>Every leaf, in order.</summary>
    public IReadOnlyList<HeadEntry> Entries => _entries;

    /// <summary>The version at which each stream was entered last.</summary>
    public IReadOnlyDictionary<StreamId, long> LastEntered => _lastEntered;

    /// <summary>The note of the last checkpoint, or null.</summary>
    public string? Latest { get; private set; }

    /// <summary>Takes in what the stream holds beyond <see cref="Version"/>.</summary>
    /// <exception cref="EnvironmentFailureException">An event of the stream is damaged.</exception>
    public async Task CatchUpAsync(IEventReader store, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(TransparencyLog.Stream, ReadDirection.Forwards, Version + 1, cancellationToken: cancellationToken))
        {
            Take(e);
        }
    }

    /// <summary>Takes the next event of the stream in.</summary>
    /// <returns>What it held.</returns>
    /// <exception cref="EnvironmentFailureException">The event is damaged, or its leaves do not follow those before.</exception>
    public CheckpointSigned Take(RecordedEvent e)
    {
        CheckpointSigned signed;
        try
        {
            signed = EventJson.Deserialize<CheckpointSigned>(e.Data.Span);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new EnvironmentFailureException($"{e.Stream} version {e.Version} is damaged: {error.Message}", error);
        }

        if (signed.First != Tree.Size)
        {
            throw new EnvironmentFailureException($"{e.Stream} version {e.Version} enters leaves from {signed.First} on, after {Tree.Size} leaves: an event is missing or was added.");
        }

        foreach (var entry in signed.Entries)
        {
            _entries.Add(entry);
            _lastEntered[entry.Stream] = entry.Version;
            Tree.Append(entry.LeafHash());
        }

        Version = e.Version;
        Latest = signed.Note;
        return signed;
    }

    /// <summary>The root that the tree would have with these leaves after its own.</summary>
    public Sha256 RootWith(IReadOnlyList<HeadEntry> more) => Tree.RootWith([.. more.Select(e => e.LeafHash())]);
}
