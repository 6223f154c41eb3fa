using AlignmentLab.Events;

namespace AlignmentLab.Engines;

/// <summary>On a run's operations stream: an attempt at a job has ended. Every queue records its attempts so.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Seconds">Wall-clock time that it took.</param>
/// <param name="Error">Why it failed, or null when it succeeded.</param>
[StoredEvent("job-attempted.v1")]
public sealed record JobAttempted(CallId Call, string Queue, string Handler, int Attempt, double Seconds, string? Error);
