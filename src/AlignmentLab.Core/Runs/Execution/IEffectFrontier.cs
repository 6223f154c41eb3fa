using AlignmentLab.Algorithms;
using AlignmentLab.Events;
using AlignmentLab.Core.Runs.History;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>Where the history ends: what happens to an effect that it does not hold.</summary>
internal interface IEffectFrontier
{
    /// <summary>Puts requests, facts or refusals at the end of the history.</summary>
    Task RecordAsync(IReadOnlyList<NewEvent> events);

    /// <summary>Has a recorded request worked out, and returns once its result is in the history.</summary>
    Task<EventLink> ResultAsync(CallId call, EffectAttribute effect);

    /// <summary>Passes the algorithm's word on how far it is to whoever watches.</summary>
    void Progress(double fraction);
}
