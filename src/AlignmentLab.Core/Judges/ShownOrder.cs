using AlignmentLab.Events;
using AlignmentLab.Questions;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Judges;

/// <summary>
/// The order in which one judge is shown what it chooses among. It follows from the run's seed, the call and who judges, so that
/// nobody sees it coming, it can be drawn again, and a liking for one side averages out over judges and pairs.
/// </summary>
internal static class ShownOrder
{
    /// <summary>Whether a judge is shown the second fragment of a pair in the first place.</summary>
    public static bool IsSwapped(ulong seed, CallId call, int pair, string judge) =>
        Place(seed, call, judge).Child(pair).CreateGenerator().NextInteger(0, 2) == 1;

    /// <summary>The options of a question, by place; null where there are none to choose among.</summary>
    public static int[]? Of(Question question, ulong seed, CallId call, string judge) => question.Form is ChoiceForm choice
        ? Place(seed, call, judge).CreateGenerator().Permutation(choice.Options.Count)
        : null;

    /// <summary>A question with its options, and whoever argues for them, in the order shown.</summary>
    public static Question Shown(Question question, int[]? order)
    {
        if (order is null || question.Form is not ChoiceForm choice)
        {
            return question;
        }

        var passages = new List<Passage>();
        foreach (var passage in question.Passages.Select(p => p with { ArguesFor = p.ArguesFor is { } option ? Array.IndexOf(order, option) : null }))
        {
            // Behind all of its turn that argue for an earlier place.
            var at = passages.Count;
            while (at > 0 && passage.Turn is not null && passages[at - 1].Turn == passage.Turn && passages[at - 1].ArguesFor > passage.ArguesFor)
            {
                at--;
            }

            passages.Insert(at, passage);
        }

        return question with { Form = new ChoiceForm([.. order.Select(o => choice.Options[o])]), Passages = passages };
    }

    /// <summary>An answer given to what was shown, in the question's own order.</summary>
    public static Answer Own(Answer shown, int[]? order) => shown is ChosenOption { Option: var place } && order is not null ? new ChosenOption(order[place]) : shown;

    /// <summary>An answer in the question's own order as the place that was shown.</summary>
    public static Answer Placed(Answer own, int[]? order) => own is ChosenOption { Option: var option } && order is not null ? new ChosenOption(Array.IndexOf(order, option)) : own;

    // The judge's name is hashed with the rest; a slash in it does no harm, since nothing else begins with this word.
    private static RandomStream Place(ulong seed, CallId call, string judge) => new(seed, $"shown/{call}/{judge}");
}
