using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Algorithms;

/// <summary>A job failed at every attempt. The failure is an event, so a replay fails at the same place.</summary>
public sealed class EffectFailedException(CallId call, string reason) : WorkFailedException($"{call} failed: {reason}")
{
    public CallId Call { get; } = call;

    public string Reason { get; } = reason;
}

/// <summary>An effect was refused because it would overdraw a budget of the spec. The refusal is an event.</summary>
public sealed class BudgetExhaustedException(CallId call, string budget, long limit, long spent, long asked) : WorkFailedException(
    $"{call} was refused: it asks for {asked} of the budget '{budget}', of which {spent} of {limit} are spent. "
    + $"Raise budgets.{budget} in the spec, or ask for less.")
{
    public CallId Call { get; } = call;

    /// <summary>The budget's name in the spec.</summary>
    public string Budget { get; } = budget;

    public long Limit { get; } = limit;

    public long Spent { get; } = spent;

    public long Asked { get; } = asked;
}
