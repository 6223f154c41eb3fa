using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Inbox;

/// <summary>States of a rollout that a run waits for the labels of.</summary>
internal sealed record RolloutLabelQuery(RunId Run, ulong Seed, RecordedEvent Asked, LabelRequest Request, Space Actions, QueryFold Answers)
    : LabelQuery(Run, Seed, Asked, Request.Environment, Request.Expert, Actions, Answers)
{
    public override Type Effect => typeof(LabelRequest);

    public override IReadOnlyList<int> Items { get; } = Request.States ?? [.. Enumerable.Range(0, (int)Request.ExpertQueries)];

    public override async Task<StateLabels> StatesAsync(LabArtifacts artifacts, CancellationToken cancellationToken)
    {
        var trajectory = Trajectory.FromBytes(await artifacts.ReadAsync(Request.Trajectory, cancellationToken));
        var (observations, actions) = (new double[Items.Count * trajectory.ObservationSize], new double[Items.Count * trajectory.ActionSize]);
        foreach (var (i, state) in Items.Index())
        {
            trajectory.Observation(state).CopyTo(observations.AsSpan(i * trajectory.ObservationSize));
            trajectory.Action(state).CopyTo(actions.AsSpan(i * trajectory.ActionSize));
        }

        return new StateLabels([.. Items.Select(s => (long)s)], trajectory.ObservationSize, observations, trajectory.ActionSize, actions);
    }

    public override async Task<object> OutcomeAsync(LabArtifacts artifacts, CancellationToken cancellationToken)
    {
        var taken = await StatesAsync(artifacts, cancellationToken);
        var labels = Labelled(taken);
        var artifact = await artifacts.WriteAsync(labels.ToBytes(), cancellationToken);
        var size = taken.ActionSize;
        var disagreements = Enumerable.Range(0, Items.Count).LongCount(i => !labels.Actions.AsSpan(i * size, size).SequenceEqual(taken.Actions.AsSpan(i * size, size)));
        return new EffectOutcome<LabeledRollout>(new LabeledRollout(Request.Trajectory, artifact, Items.Count, disagreements));
    }
}
