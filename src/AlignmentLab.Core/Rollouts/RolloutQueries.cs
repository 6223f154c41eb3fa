using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Rollouts;

/// <summary>A page of a run's rollouts, in the order recorded.</summary>
/// <param name="Skip">Rollouts to leave out before the page, 0 or more.</param>
/// <param name="Count">Rollouts at most, 1 to 500.</param>
public sealed record ListRollouts(RunId Run, int Skip = 0, int Count = 50) : IRequest<RolloutPage>;

/// <param name="Total">How many rollouts the run has recorded.</param>
public sealed record RolloutPage(IReadOnlyList<RolloutSummary> Rollouts, int Total);

/// <summary>One rollout, or one episode of an evaluation, to be watched step by step.</summary>
/// <param name="Call">The call that asked for it.</param>
/// <param name="Episode">Which episode of an evaluation, from 1. A rollout is one.</param>
/// <exception cref="Errors.InvalidInputException">The run has no such episode, or none with a result, or its trajectory was removed.</exception>
public sealed record ShowRollout(RunId Run, CallId Call, int Episode = 1) : IRequest<ShownRollout>;

/// <param name="Previous">The rollout recorded before it, if any.</param>
/// <param name="Next">The rollout recorded after it, if any.</param>
public sealed record ShownRollout(RunId Run, RolloutSummary Summary, ShownEpisode Episode, CallId? Previous, CallId? Next)
{
    /// <summary>The evaluation that it is an episode of; null for a rollout.</summary>
    public ReplayedEpisode? Replayed { get; init; }
}

/// <summary>An episode of an evaluation, whose returns alone are recorded: it was played again, from the run's seed.</summary>
/// <param name="Evaluation">As recorded.</param>
/// <param name="Episode">From 1.</param>
/// <param name="IsAsRecorded">Its return is the recorded one, to the bit.</param>
public sealed record ReplayedEpisode(EvaluationSummary Evaluation, int Episode, bool IsAsRecorded)
{
    /// <summary>The return on record.</summary>
    public double Recorded => Evaluation.Returns[Episode - 1];
}

/// <summary>A rollout, which is one episode of a policy.</summary>
/// <param name="Requested">Version of the event that asked for it.</param>
/// <param name="Recorded">Version of the event that holds its result.</param>
/// <param name="Policy">Who acted, in words.</param>
/// <param name="Environment">The environment's registered name.</param>
/// <param name="Steps">Actions taken.</param>
/// <param name="Return">Sum of the visible rewards.</param>
/// <param name="HiddenPerformance">What the designer really wanted, where the environment records it beside the reward.</param>
/// <param name="Labels">Label effects on its trajectory.</param>
/// <param name="Labelled">States that they label, each effect's counted.</param>
/// <param name="Disagreements">In how many of these the label was not the very action taken, as recorded.</param>
public sealed record RolloutSummary(
    CallId Call,
    long Requested,
    long Recorded,
    string Policy,
    string Environment,
    int Steps,
    double Return,
    double? HiddenPerformance,
    EpisodeEnding Ending,
    Artifact Trajectory,
    int Labels = 0,
    long Labelled = 0,
    long Disagreements = 0)
{
    /// <summary>The same with one more label effect counted.</summary>
    internal RolloutSummary With(LabeledRollout labelled) => this with
    {
        Labels = Labels + 1,
        Labelled = Labelled + labelled.Count,
        Disagreements = Disagreements + labelled.Disagreements,
    };
}

/// <summary>How an episode ended.</summary>
public enum EpisodeEnding
{
    /// <summary>The task ended by itself.</summary>
    Terminated,

    /// <summary>The step limit cut it.</summary>
    Truncated,
}
