using AlignmentLab.Algorithms;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Rollouts;

/// <summary>A page of a run's evaluations, in the order recorded.</summary>
/// <param name="Skip">Evaluations to leave out before the page, 0 or more.</param>
/// <param name="Count">Evaluations at most, 1 to 500.</param>
public sealed record ListEvaluations(RunId Run, int Skip = 0, int Count = 50) : IRequest<EvaluationPage>;

/// <param name="Total">How many evaluations the run has recorded.</param>
public sealed record EvaluationPage(IReadOnlyList<EvaluationSummary> Evaluations, int Total);

/// <summary>An evaluation: some episodes of one policy.</summary>
/// <param name="Requested">Version of the event that asked for it.</param>
/// <param name="Recorded">Version of the event that holds its result.</param>
/// <param name="Policy">Who acted, in words.</param>
/// <param name="Environment">The environment's registered name.</param>
/// <param name="StartStates">The name of the start states, which other evaluations may share; empty where it does not read.</param>
/// <param name="Returns">Sum of the visible rewards of each episode.</param>
/// <param name="Mean">Of the returns.</param>
public sealed record EvaluationSummary(
    CallId Call, long Requested, long Recorded, string Policy, string Environment, string StartStates, IReadOnlyList<double> Returns, double Mean)
{
    /// <summary>The first episode with the lowest return, from 1.</summary>
    public int Lowest => Place(Returns.Min());

    /// <summary>The first episode with the highest return, from 1.</summary>
    public int Highest => Place(Returns.Max());

    private int Place(double value) => Returns.Index().First(r => r.Item.Equals(value)).Index + 1;
}
