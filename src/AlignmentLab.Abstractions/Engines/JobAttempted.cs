using AlignmentLab.Events;

namespace AlignmentLab.Embedded.Jobs;

/// <summary>On the operations stream: an attempt at a job has ended.</summary>
/// <param name="Seconds">Wall-clock time that it took.</param>
/// <param name="Error">Why it failed, or null when it succeeded.</param>
[StoredEvent("job-attempted.v1")]
public sealed record JobAttempted(CallId Call, string Queue, string Handler, int Attempt, double Seconds, string? Error);
