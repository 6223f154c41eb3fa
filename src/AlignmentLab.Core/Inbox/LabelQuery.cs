using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Inbox;

/// <summary>States of a rollout that wait for labels.</summary>
internal sealed record LabelQuery(RunId Run, ulong Seed, RecordedEvent Asked, LabelRequest Request, Space Actions, QueryFold Answers)
    : PendingQuery(Run, Seed, Asked, Answers)
{
    public override QueryKind Kind => QueryKind.Label;

    public override Type Effect => typeof(LabelRequest);

    public override string Noun => "state";

    public override string Environment => Request.Environment.Name;

    public override int AnswersPerItem { get; } =
        OptionsJson.Read(Request.Expert.Options, typeof(HumanExpertOptions), "expert human") is HumanExpertOptions options ? options.AnswersPerState : 1;

    public override IReadOnlyList<int> Items { get; } = Request.States ?? [.. Enumerable.Range(0, (int)Request.ExpertQueries)];

    public override object Skipped(int item, string reason) => new StateSkipped(Call, item, reason);

    public async Task<Trajectory> TrajectoryAsync(LabArtifacts artifacts, CancellationToken cancellationToken) =>
        Trajectory.FromBytes(await artifacts.ReadAsync(Request.Trajectory, cancellationToken));

    public override async Task<object> OutcomeAsync(LabArtifacts artifacts, CancellationToken cancellationToken)
    {
        var trajectory = await TrajectoryAsync(artifacts, cancellationToken);
        var labels = Labels(trajectory);
        var artifact = await artifacts.WriteAsync(labels.ToBytes(), cancellationToken);
        var disagreements = Items.Index().LongCount(s => !labels.Actions.AsSpan(s.Index * labels.ActionSize, labels.ActionSize).SequenceEqual(trajectory.Action(s.Item)));
        return new EffectOutcome<LabeledRollout>(new LabeledRollout(Request.Trajectory, artifact, Items.Count, disagreements));
    }

    private StateLabels Labels(Trajectory trajectory)
    {
        var observations = new double[Items.Count * trajectory.ObservationSize];
        var labels = new double[Items.Count * trajectory.ActionSize];
        foreach (var (i, state) in Items.Index())
        {
            trajectory.Observation(state).CopyTo(observations.AsSpan(i * trajectory.ObservationSize));
            Label(state).CopyTo(labels, i * trajectory.ActionSize);
        }

        return new StateLabels([.. Items.Select(s => (long)s)], trajectory.ObservationSize, observations, trajectory.ActionSize, labels);
    }

    // What most say, or where actions are continuous their mean.
    private double[] Label(int state)
    {
        var given = Counting<StateLabelled>(state).Select(a => a.Action).ToList();
        return Actions is DiscreteSpace
            ? [Most(given.Select(a => a[0]))]
            : [.. Enumerable.Range(0, Actions.Dimension).Select(i => given.Sum(a => a[i]) / given.Count)];
    }
}
