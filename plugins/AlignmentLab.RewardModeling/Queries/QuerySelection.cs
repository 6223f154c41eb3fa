using AlignmentLab.RewardModeling.Judging;

namespace AlignmentLab.RewardModeling.Queries;

/// <summary>Which of many candidate pairs the judge is asked about.</summary>
public enum QuerySelection
{
    /// <summary>The first ones: candidates are drawn at random. The baseline.</summary>
    Random,

    /// <summary>Those on which the members' predictions vary most (Christiano et al. 2017, section 2.2.4).</summary>
    Variance,

    /// <summary>Those on which the members vote most evenly (query by committee, Seung, Opper and Sompolinsky 1992); of equals, those that vary most.</summary>
    Disagreement,
}

public static class QuerySelections
{
    /// <summary>Picks candidates by what an ensemble makes of them; of equals, the earlier one.</summary>
    /// <param name="judgements">One a candidate. Random selection looks at their number alone.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Places of the picked candidates, in the order of preference.</returns>
    public static IReadOnlyList<int> Pick(this QuerySelection selection, IReadOnlyList<PairJudgement> judgements, int count)
    {
        var places = Enumerable.Range(0, judgements.Count);
        var ordered = selection switch
        {
            QuerySelection.Variance => places.OrderByDescending(i => judgements[i].Deviation),
            QuerySelection.Disagreement => places.OrderBy(i => Math.Abs(judgements[i].Votes - 0.5)).ThenByDescending(i => judgements[i].Deviation),
            _ => places,
        };
        return [.. ordered.Take(count)];
    }
}
