using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Gating;

/// <summary>
/// Asks for one episode in which a gate decides who acts, novice or expert. Each state in which the expert is asked, to act or to be
/// compared with, is labelled and is one expert query.
/// </summary>
/// <param name="Limit">States in which the expert is asked at most, 1 or more: before one more the episode is cut.</param>
[Effect("play-gated", "gated-episode-requested.v1", "gated-episode-played.v1")]
public sealed record PlayGatedRequest(Policy Novice, Gate Gate, ExpertRef Expert, EnvironmentRef Environment, long Limit) : Effect<GatedEpisode>, IExpertQueries
{
    long IExpertQueries.ExpertQueries => Limit;

    bool IExpertQueries.AsksPeople => HumanExpert.Is(Expert);
}

/// <summary>What was played.</summary>
/// <param name="Steps">Actions taken, T.</param>
/// <param name="Return">Sum of the visible rewards.</param>
/// <param name="WasCut">The expert would have been asked once more than it may be, and the episode was cut there.</param>
/// <param name="Trajectory">See <see cref="Trajectories.Trajectory"/>.</param>
/// <param name="Labels">See <see cref="Trajectories.StateLabels"/>: the states in which the expert was asked; null where it was in none.</param>
/// <param name="Count">Their number.</param>
/// <param name="Disagreements">In how many of them the novice would have done something else.</param>
/// <param name="ExpertSteps">Steps in which the expert acted.</param>
/// <param name="Interventions">How often it took over.</param>
/// <param name="Watched">States in which a script looked at what the expert would do, without it being a label.</param>
/// <param name="Readings">See <see cref="GateReadings"/>.</param>
public sealed record GatedEpisode(
    int Steps, double Return, bool WasCut, Artifact Trajectory, Artifact? Labels, long Count, long Disagreements, int ExpertSteps, int Interventions, long Watched, Artifact Readings);
