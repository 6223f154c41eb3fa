using AlignmentLab.Core.Inbox;
using AlignmentLab.Environments;

namespace AlignmentLab.Dashboard.Labelling;

/// <summary>
/// A query as one person labels it: what is left for them to do, and of what others said only what cannot lead them any more.
/// </summary>
public sealed class LabelSheet
{
    /// <param name="shown">The query as this person may see it.</param>
    /// <param name="person">Who labels.</param>
    public LabelSheet(ShownQuery shown, string person)
    {
        Shown = shown;
        States = [.. shown.States.Select(s => SheetState.Of(s, shown.AnswersPerState, person))];
        Scales = [.. Enumerable.Range(0, States.Select(s => s.Observation.Length).DefaultIfEmpty().Min()).Select(f => FeatureScale.Over(States.Select(s => s.Observation[f])))];
    }

    /// <summary>In the order of the rollout.</summary>
    public IReadOnlyList<SheetState> States { get; }

    /// <summary>The range of each feature over the states.</summary>
    public IReadOnlyList<FeatureScale> Scales { get; }

    public Space Actions => Shown.ActionSpace;

    public OpenQuery Query => Shown.Query;

    public int AnswersPerState => Shown.AnswersPerState;

    private ShownQuery Shown { get; }

    public int Count(ItemStanding standing) => States.Count(s => s.Standing == standing);

    /// <summary>Where in <see cref="States"/> the next open state is, from one on and around; null: none waits for this person.</summary>
    public int? NextOpen(int from) => States.Count == 0 ? null : Enumerable.Range(from, States.Count).Select(i => (int?)(i % States.Count)).FirstOrDefault(i => States[i!.Value].Standing == ItemStanding.Open);
}

/// <summary>A state of a <see cref="LabelSheet"/>.</summary>
/// <param name="State">Index within the rollout.</param>
/// <param name="Missing">How many answers it still wants.</param>
/// <param name="Own">What this person answered; null: nothing yet.</param>
/// <param name="Others">What others answered; empty as long as this person has not.</param>
/// <param name="HasSkipped">This person has left it to others once.</param>
public sealed record SheetState(
    int State, double[] Observation, ItemStanding Standing, int Missing, double[]? Own, IReadOnlyList<GivenAnswer> Others, bool HasSkipped)
{
    /// <summary>How many of the others answered the same; meant for discrete actions.</summary>
    public int Agreeing => Others.Count(o => Own is { } own && o.Action.AsSpan().SequenceEqual(own));

    internal static SheetState Of(QueryState state, int wanted, string person)
    {
        var own = state.Answers.FirstOrDefault(a => a.Author == person)?.Action;
        var missing = Math.Max(0, wanted - state.Given);
        var skipped = state.Skips.Any(s => s.Author == person);
        var standing = own is not null ? ItemStanding.Answered
            : missing == 0 ? ItemStanding.Full
            : skipped ? ItemStanding.Skipped
            : ItemStanding.Open;
        return new SheetState(state.State, state.Observation, standing, missing, own, own is null ? [] : [.. state.Answers.Where(a => a.Author != person)], skipped);
    }
}
