using AlignmentLab.Algorithms;
using AlignmentLab.Detection;
using MediatR;

namespace AlignmentLab.Events;

/// <summary>
/// Published for every event of a run, in log order, in the process that works on the run. A plugin reacts to events with an
/// <see cref="INotificationHandler{TNotification}"/> of it; what the handler throws is recorded and does not stop the run.
/// After a crash the events before it are published again, so a handler must not count on seeing one only once.
/// </summary>
/// <param name="Observed">The decoded effect or fact that the event completes; null for a request and for the run's own events.</param>
public sealed record RunEventRecorded(RunId Run, RecordedEvent Event, Observed? Observed) : INotification;

/// <summary>Published when an algorithm says how far it is.</summary>
/// <param name="Fraction">In [0, 1].</param>
public sealed record RunProgressed(RunId Run, double Fraction) : INotification;
