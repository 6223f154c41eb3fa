using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Experts;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks the expert what it would do in the states of one rollout.</summary>
/// <param name="Trajectory">The rollout's trajectory.</param>
/// <param name="States">Indices of the states to label, ascending; null means all states in which an action was taken.</param>
/// <param name="ExpertQueries">How many states that is.</param>
[Effect("label", "labels-requested.v1", "labels-recorded.v1")]
public sealed record LabelRequest(
    ExpertRef Expert, EnvironmentRef Environment, Artifact Trajectory, IReadOnlyList<int>? States, long ExpertQueries)
    : Effect<LabeledRollout>, IExpertQueries
{
    bool IExpertQueries.AsksPeople => HumanExpert.Is(Expert);
}

/// <summary>The expert's labels along one rollout; label i is query i of its event.</summary>
/// <param name="Labels">See <see cref="Trajectories.StateLabels"/>: the labelled states and the expert's action in each.</param>
/// <param name="Count">Labelled states, n.</param>
/// <param name="Disagreements">In how many of them the expert's action was not the one taken.</param>
public sealed record LabeledRollout(Artifact Trajectory, Artifact Labels, long Count, long Disagreements);

public static class LabelEffects
{
    /// <summary>The expert's labels for all states of the rollouts; each rollout's labels are one event.</summary>
    /// <param name="limit">Label no more than this many states in all, in order; 0 or more.</param>
    public static Task<IReadOnlyList<LabeledRollout>> LabelAsync(
        this IRunContext run, IReadOnlyList<Rollout> rollouts, long limit = long.MaxValue)
    {
        var requests = new List<Effect<LabeledRollout>>();
        foreach (var rollout in rollouts)
        {
            var count = Math.Min(rollout.Steps, limit);
            limit -= count;
            if (count > 0)
            {
                var states = count == rollout.Steps ? null : Enumerable.Range(0, (int)count).ToArray();
                requests.Add(new LabelRequest(run.Expert, run.Environment.Reference, rollout.Trajectory, states, count));
            }
        }

        return run.PerformAllAsync(requests);
    }
}
