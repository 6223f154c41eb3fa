using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;

namespace AlignmentLab.Core.Incidents;

/// <summary>On an incident's stream: the expert labelled states of its evidence, as somebody asked. Where the expert is people, they are its author.</summary>
/// <param name="Source">Version of the run stream's event whose states these are.</param>
/// <param name="Taken">The states, with what the policy does in each (see <see cref="AlignmentLab.Trajectories.StateLabels"/>).</param>
/// <param name="Labels">The same states, with what the expert would do.</param>
/// <param name="Disagreements">In how many of them that is different, as <see cref="Rollouts.ActionAgreement"/> tells it.</param>
/// <param name="MeanDifference">Mean absolute difference of the actions, over states and dimensions, in the action's own units; 0 where actions are choices.</param>
/// <param name="Close">In how many of them that is close; null in events from before, where whatever was not the same counted as different.</param>
[StoredEvent("labels-demanded.v1")]
public sealed record LabelsDemanded(long Source, ExpertRef Expert, int Count, int Disagreements, double MeanDifference, Artifact Taken, Artifact Labels, int? Close = null);

/// <summary>On an incident's stream: somebody asks people to label states of its evidence. Its call names the query in the inbox.</summary>
/// <param name="Source">Version of the run stream's event whose states these are.</param>
/// <param name="Expert">The people: the run's expert.</param>
/// <param name="States">Which of the visited states, ascending.</param>
/// <param name="Taken">The states, with what the policy does in each (see <see cref="AlignmentLab.Trajectories.StateLabels"/>).</param>
[StoredEvent("labels-asked.v1")]
public sealed record LabelsAsked(RunId Run, long Source, EnvironmentRef Environment, ExpertRef Expert, IReadOnlyList<int> States, Artifact Taken);
