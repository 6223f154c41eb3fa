using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Inbox;

/// <summary>On a run's answers stream: somebody said what they would do in a state. The event's author is who.</summary>
/// <param name="State">Index of the state within the rollout.</param>
/// <param name="Action">A value of the environment's action space.</param>
/// <param name="Seconds">How long it took, where that is known.</param>
[StoredEvent("state-labelled.v1")]
public sealed record StateLabelled(CallId Query, int State, double[] Action, double? Seconds = null);

/// <summary>On a run's answers stream: somebody would rather not answer this one. It stays open for others.</summary>
[StoredEvent("state-skipped.v1")]
public sealed record StateSkipped(CallId Query, int State, string Reason);

/// <summary>Where a run's answers are.</summary>
public static class Answers
{
    /// <summary>The stream of what people answered to a run's queries.</summary>
    public static StreamId StreamOf(RunId run) => new($"answers-{run}");
}
