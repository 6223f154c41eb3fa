using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Returns;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.ThriftyGating;

/// <summary>Asks what a gate would read of episodes that were played already, with other models than it had then. No expert is asked.</summary>
/// <param name="Novice">Says how much it doubts.</param>
/// <param name="Returns">Predicts what follows the novice's action.</param>
/// <param name="Episodes">One at least.</param>
[Effect("read-gates", "gate-readings-requested.v1", "gate-readings-taken.v1")]
public sealed record ReadGatesRequest(Policy Novice, ReturnModel Returns, EnvironmentRef Environment, IReadOnlyList<GatedSteps> Episodes) : Effect<TakenReadings>;

/// <summary>An episode that was played with a gate.</summary>
/// <param name="Trajectory">See <see cref="Trajectories.Trajectory"/>.</param>
/// <param name="Readings">See <see cref="GateReadings"/>: who acted.</param>
public sealed record GatedSteps(Artifact Trajectory, Artifact Readings);

/// <summary>What a gate would have read.</summary>
/// <param name="Readings">See <see cref="GateReadings"/>: all episodes, one after the other.</param>
public sealed record TakenReadings(Artifact Readings);
