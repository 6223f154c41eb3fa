using AlignmentLab.Core.Runs.Specs;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>
/// What a run has spent of its countable budgets. It is charged in the order in which the algorithm asks, before anything is
/// done, so that no budget is ever overdrawn by one.
/// </summary>
/// <param name="prefix">What a fork took over counts as spent, whatever the fork would now ask for instead.</param>
internal sealed class BudgetLedger(Budgets budgets, RunPrefix prefix)
{
    private readonly Lock _gate = new();

    /// <summary>Effects and facts charged.</summary>
    public long Effects { get; private set; } = prefix.Effects;

    /// <summary>Expert queries charged.</summary>
    public long ExpertQueries { get; private set; } = prefix.ExpertQueries;

    /// <summary>Charges an effect, or tells which budget does not allow it and charges nothing.</summary>
    public Overdraft? Charge(long expertQueries)
    {
        lock (_gate)
        {
            if (budgets.Effects is { } effects && Effects + 1 > effects)
            {
                return new Overdraft("effects", effects, Effects, 1);
            }

            if (budgets.ExpertQueries is { } queries && ExpertQueries + expertQueries > queries)
            {
                return new Overdraft("expertQueries", queries, ExpertQueries, expertQueries);
            }

            Effects++;
            ExpertQueries += expertQueries;
            return null;
        }
    }

    /// <summary>Takes over what the history shows as spent.</summary>
    public void Restore(long expertQueries)
    {
        lock (_gate)
        {
            Effects++;
            ExpertQueries += expertQueries;
        }
    }
}

/// <summary>A budget that would be overdrawn.</summary>
internal sealed record Overdraft(string Budget, long Limit, long Spent, long Asked);
