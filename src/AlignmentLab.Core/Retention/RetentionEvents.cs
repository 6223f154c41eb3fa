using AlignmentLab.Artifacts;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Retention;

/// <summary>On the operations stream: nothing of the run may be removed from here on.</summary>
[StoredEvent("hold-placed.v1")]
public sealed record HoldPlaced(string Reason);

/// <summary>On the operations stream: the hold is lifted.</summary>
[StoredEvent("hold-released.v1")]
public sealed record HoldReleased(string Reason);

/// <summary>
/// On the operations stream: an artifact was made unreadable for ever. The events that refer to it stay as they are, and so do
/// all hashes; this is the account of what is missing.
/// </summary>
[StoredEvent("artifact-removed.v1")]
public sealed record ArtifactRemoved(Artifact Artifact, string Reason);
