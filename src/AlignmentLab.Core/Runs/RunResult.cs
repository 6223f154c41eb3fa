using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>On the log, and nobody has begun it.</summary>
    Submitted,

    /// <summary>A process is working on it.</summary>
    Running,

    /// <summary>Begun, not ended, and nobody is working on it: <c>alab resume</c> goes on.</summary>
    Interrupted,

    /// <summary>Laid down because somebody asked for it: <c>alab resume</c> goes on.</summary>
    Paused,

    Completed,
    Failed,
    Cancelled,

    /// <summary>Its first event or its last one does not read, so nothing can be told of it: <c>alab verify</c> says what was altered.</summary>
    Damaged,
}

/// <summary>A run that has ended, or that is shown as of some version.</summary>
/// <param name="Events">Events on the run's stream.</param>
/// <param name="Digest">Content of all effects, in call-id order.</param>
/// <param name="Root">Chain hash of the stream's last event.</param>
/// <param name="Reason">Why it failed, was cancelled or is paused.</param>
public sealed record RunResult(
    RunId Run,
    RunStatus Status,
    long Events,
    Sha256 Digest,
    Sha256 Root,
    IReadOnlyDictionary<string, double> Metrics,
    int Incidents,
    string? Reason = null);
