using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Rollouts;

/// <summary>Some states of a rollout, or of one episode of an evaluation, in numbers and in words: what <see cref="ShowRollout"/> shows, so that it can cross a network.</summary>
/// <param name="Episode">Which episode of an evaluation, from 1. A rollout is one.</param>
/// <param name="From">The first state, from 0.</param>
/// <param name="Count">States at most, 1 to <see cref="Most"/>.</param>
/// <param name="Pictures">With what each state looks like, where the environment draws it.</param>
/// <exception cref="Errors.InvalidInputException">As with <see cref="ShowRollout"/>; or the episode has no such state.</exception>
public sealed record ShowStates(RunId Run, CallId Call, int Episode = 1, int From = 0, int Count = 50, bool Pictures = false) : IRequest<ShownStates>
{
    /// <summary>States in one answer.</summary>
    public const int Most = 10_000;
}

/// <param name="Labels">The label effects on it.</param>
/// <param name="Differences">In how many of all its states some label is <see cref="Agreement.Different"/> from the action taken.</param>
/// <param name="Previous">The rollout recorded before it, if any.</param>
/// <param name="Next">The rollout recorded after it, if any.</param>
/// <param name="Replayed">The evaluation that it is an episode of; null for a rollout.</param>
public sealed record ShownStates(
    RunId Run, RolloutSummary Rollout, IReadOnlyList<LabelSource> Labels, int Differences, CallId? Previous, CallId? Next, ReplayedEpisode? Replayed, IReadOnlyList<ShownState> States);

/// <summary>A label effect on an episode.</summary>
/// <inheritdoc cref="EpisodeLabels"/>
public sealed record LabelSource(CallId Call, long Recorded, string Expert, string People, string Name, string? Removal);

/// <summary>A state of an episode and what was done in it.</summary>
/// <param name="Done">The action in words; null in the last state.</param>
/// <inheritdoc cref="EpisodeStep"/>
public sealed record ShownState(
    int State, double[] Observation, double[]? Action, string? Done, double? Reward, double Return, IReadOnlyList<ShownLabel> Labels, EpisodeEnding? Ending, Picture? Picture)
{
    public static ShownState Of(ShownEpisode episode, int state, bool withPicture)
    {
        var step = episode.At(state);
        return new ShownState(
            step.State, step.Observation, step.Action, step.Action is { } action ? episode.Environment.Say(action) : null, step.Reward, step.Return,
            [.. step.Labels.Select(l => ShownLabel.Of(episode, l))], step.Ending, withPicture ? episode.Draw(state) : null);
    }
}

/// <summary>An expert's label of a state.</summary>
/// <param name="Call">The call that asked for it.</param>
/// <param name="Words">The action in words, how it stands to the one taken, and what each of several people said.</param>
/// <inheritdoc cref="StepLabel"/>
public sealed record ShownLabel(CallId Call, double[] Action, Agreement Agreement, IReadOnlyList<GivenAnswer> Answers, string Words)
{
    internal static ShownLabel Of(ShownEpisode episode, StepLabel label) => new(
        label.Source.Call, label.Action, label.Agreement, label.Answers,
        $"{(episode.Labels.Count > 1 ? label.Source.Name + ": " : "")}{episode.Environment.Say(label.Action)} ({Say(label.Agreement)})"
        + (label.Answers.Count > 1 ? $" [{string.Join(", ", label.Answers.Select(a => $"{a.Author}: {episode.Environment.Say(a.Action)}"))}]" : ""));

    private static string Say(Agreement agreement) => agreement switch
    {
        Agreement.Same => "agrees",
        Agreement.Close => "close",
        _ => "differs",
    };
}
