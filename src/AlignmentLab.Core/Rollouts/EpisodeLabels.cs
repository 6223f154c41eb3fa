using AlignmentLab.Core.Inbox;
using AlignmentLab.Events;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Rollouts;

/// <summary>What one label effect says of the states of an episode.</summary>
/// <param name="Call">The call that asked.</param>
/// <param name="Recorded">Version of the event that holds the labels.</param>
/// <param name="Expert">The expert's registered name.</param>
/// <param name="People">Who answered, where the expert is people; else empty.</param>
/// <param name="Labels">Null: they were removed; <paramref name="Removal"/> says how.</param>
/// <param name="Answers">What each of the people answered, by state, where it is known.</param>
/// <param name="Removal">Why there are no labels any more, for people; null where there are.</param>
public sealed record EpisodeLabels(
    CallId Call,
    long Recorded,
    string Expert,
    string People,
    StateLabels? Labels,
    IReadOnlyDictionary<int, IReadOnlyList<GivenAnswer>> Answers,
    string? Removal = null)
{
    /// <summary>The expert, and who it was where that is people.</summary>
    public string Name => People.Length == 0 ? Expert : $"{Expert} ({People})";

    /// <summary>The label of a state, or null where it has none.</summary>
    public double[]? Of(int state) => Labels is { } labels && Array.BinarySearch(labels.States, state) is >= 0 and var i
        ? labels.Actions[(i * labels.ActionSize)..((i + 1) * labels.ActionSize)]
        : null;

    /// <summary>What each of the people answered in a state; empty where it is not known.</summary>
    public IReadOnlyList<GivenAnswer> AnswersTo(int state) => Answers.GetValueOrDefault(state) ?? [];
}
