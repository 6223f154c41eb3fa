using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Inbox;

/// <summary>States that wait for labels, whoever asks about them.</summary>
/// <param name="Expert">The people asked.</param>
internal abstract record LabelQuery(RunId Run, ulong Seed, RecordedEvent Asked, EnvironmentRef World, ExpertRef Expert, Space Actions, QueryFold Answers)
    : PendingQuery(Run, Seed, Asked, Answers)
{
    public override QueryKind Kind => QueryKind.Label;

    public override string Noun => "state";

    public override string Environment => World.Name;

    public override int AnswersPerItem { get; } = PeopleFor(Expert);

    public override object Skipped(int item, string reason) => new StateSkipped(Call, item, reason);

    /// <summary>The states asked about, in their order, with what the policy did in each.</summary>
    public abstract Task<StateLabels> StatesAsync(LabArtifacts artifacts, CancellationToken cancellationToken);

    /// <summary>How many people label each state.</summary>
    public static int PeopleFor(ExpertRef expert) =>
        OptionsJson.Read(expert.Options, typeof(HumanExpertOptions), "expert human") is HumanExpertOptions options ? options.AnswersPerState : 1;

    /// <summary>The same states with what people would do in each.</summary>
    protected StateLabels Labelled(StateLabels taken) => taken with { Actions = [.. Items.SelectMany(Label)] };

    // What most say, or where actions are continuous their mean.
    private double[] Label(int state)
    {
        var given = Counting<StateLabelled>(state).Select(a => a.Action).ToList();
        return Actions is DiscreteSpace
            ? [Most(given.Select(a => a[0]))]
            : [.. Enumerable.Range(0, Actions.Dimension).Select(i => given.Sum(a => a[i]) / given.Count)];
    }
}
