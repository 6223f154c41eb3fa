using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Replay;

/// <summary>
/// The frontier of a replay: nothing lies beyond the history. Where the run came to its own end, asking for more is a
/// divergence; where it was stopped, or is still under way, the comparison ends there.
/// </summary>
internal sealed class ReplayFrontier(RunHistory history) : IEffectFrontier
{
    public Task RecordAsync(IReadOnlyList<NewEvent> events)
    {
        if (history.Ending is not (RunStatus.Completed or RunStatus.Failed))
        {
            throw new HistoryEndedException();
        }

        throw new ReplayDivergenceException(new ReplayDivergence(
            history.Version, "nothing more: the run had ended", ReplayDivergence.Describe(events[0].Type, events[0].Call, events[0].Data)));
    }

    public Task<EventLink> ResultAsync(CallId call, EffectAttribute effect) => throw new HistoryEndedException();

    public void Progress(double fraction)
    {
    }
}

/// <summary>A replay has compared all that there is.</summary>
internal sealed class HistoryEndedException() : Exception("The history ends here.");
