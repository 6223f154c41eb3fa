using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.CostToGo;

/// <summary>
/// Asks what single actions cost where the expert goes on after them: episodes of a mixture of expert and learner up to a uniformly
/// drawn time, one uniformly drawn action, then the expert to the end. Each step in which the expert acts is one expert query.
/// </summary>
/// <param name="Learner">Acts before the drawn time where the expert does not.</param>
/// <param name="Beta">How likely the expert acts in each step before the drawn time, in [0, 1].</param>
/// <param name="Episodes">How many are played at most, 1 or more.</param>
/// <param name="Limit">Steps in which the expert acts at most, 1 or more; the episode in which they run out tells nothing.</param>
[Effect("gather-costs", "costs-requested.v1", "costs-gathered.v1")]
public sealed record GatherCostsRequest(Policy Learner, double Beta, ExpertRef Expert, EnvironmentRef Environment, int Episodes, long Limit)
    : Effect<GatheredCosts>, IExpertQueries
{
    long IExpertQueries.ExpertQueries => Limit;

    bool IExpertQueries.AsksPeople => HumanExpert.Is(Expert);
}

/// <summary>What was observed.</summary>
/// <param name="Samples">The drawn actions, a step each; what they cost is in the rewards from there to the end of the trajectory.</param>
/// <param name="Queries">Steps in which the expert acted, those of episodes without a sample among them.</param>
/// <param name="Episodes">Played in all. One that ended before its drawn time gives no sample.</param>
/// <param name="Cut">Steps of the expert in the last episode, when it was cut because they ran out; else 0.</param>
public sealed record GatheredCosts(IReadOnlyList<Fragment> Samples, long Queries, int Episodes, long Cut);
