using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Events;

namespace AlignmentLab.Host.ResultLines;

/// <summary>The result of <c>rollouts list</c>, after a line a rollout.</summary>
/// <param name="Rollouts">Lines before it.</param>
/// <param name="Total">Rollouts of the run.</param>
/// <param name="Evaluations">Evaluations of the run.</param>
internal sealed record RolloutsEnd(int Rollouts, int Total, int Evaluations);

/// <summary>The result of <c>rollouts show</c>, after a line a state.</summary>
/// <param name="Differences">States in which some label differs from the action taken.</param>
internal sealed record ShownRolloutLine(RunId Run, RolloutSummary Rollout, IReadOnlyList<LabelsLine> Labels, int Differences, CallId? Previous, CallId? Next, ReplayedLine? Replayed)
{
    public static ShownRolloutLine Of(ShownStates shown) => new(
        shown.Run, shown.Rollout, [.. shown.Labels.Select(l => new LabelsLine(l.Call, l.Recorded, l.Expert, l.People, l.Removal))],
        shown.Differences, shown.Previous, shown.Next,
        shown.Replayed is { } replayed ? new ReplayedLine(replayed.Episode, replayed.Evaluation.Returns.Count, replayed.Recorded, replayed.IsAsRecorded) : null);
}

/// <summary>Which episode of an evaluation it is, with the return on record.</summary>
internal sealed record ReplayedLine(int Episode, int Episodes, double Recorded, bool IsAsRecorded);

/// <summary>An evaluation of <c>rollouts list</c>, after the rollouts.</summary>
internal sealed record EvaluationLine(CallId Evaluation, string Policy, string Environment, string StartStates, double Mean, IReadOnlyList<double> Returns)
{
    public static EvaluationLine Of(EvaluationSummary evaluation) =>
        new(evaluation.Call, evaluation.Policy, evaluation.Environment, evaluation.StartStates, evaluation.Mean, evaluation.Returns);
}

/// <summary>A label effect on a rollout.</summary>
internal sealed record LabelsLine(CallId Call, long Recorded, string Expert, string People, string? Removal);

/// <summary>A state of a rollout.</summary>
/// <param name="Return">The visible rewards so far, this one with them.</param>
/// <param name="Ending">In the last state, how the episode ended.</param>
/// <param name="Picture">With <c>--pictures</c>, where the environment draws any.</param>
internal sealed record StepLine(
    int State, double[] Observation, double[]? Action, double? Reward, double Return, IReadOnlyList<StepLabelLine> Labels, EpisodeEnding? Ending, Picture? Picture)
{
    public static StepLine Of(ShownState state) => new(
        state.State, state.Observation, state.Action, state.Reward, state.Return,
        [.. state.Labels.Select(l => new StepLabelLine(l.Call, l.Action, l.Agreement, l.Answers))], state.Ending, state.Picture);
}

/// <summary>A label of a state, by the call that asked for it.</summary>
internal sealed record StepLabelLine(CallId Call, double[] Action, Agreement Agreement, IReadOnlyList<GivenAnswer> Answers);
