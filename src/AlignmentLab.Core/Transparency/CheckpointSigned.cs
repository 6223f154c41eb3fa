using AlignmentLab.Events;

namespace AlignmentLab.Core.Transparency;

/// <summary>On the transparency stream: heads were entered into the tree, and its new root was signed.</summary>
/// <param name="First">Index of the first of the entries' leaves.</param>
/// <param name="Entries">The streams that had grown since the checkpoint before.</param>
/// <param name="Note">The signed <see cref="LogCheckpoint"/> of the tree with these leaves.</param>
[StoredEvent("checkpoint-signed.v1")]
public sealed record CheckpointSigned(long First, IReadOnlyList<HeadEntry> Entries, string Note);
