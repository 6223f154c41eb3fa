using AlignmentLab.Algorithms;
using AlignmentLab.Bills;
using MediatR;

namespace AlignmentLab.Core.Runs.Bill;

/// <summary>What a run took so far: time as measured, and what its rollouts would have taken a transformer.</summary>
/// <param name="Transformer">Whose rollouts are priced.</param>
public sealed record ShowBill(RunId Run, BilledTransformer Transformer) : IRequest<RunBill>;

/// <summary>A run's bill. What a fork took over from its parent is on the parent's.</summary>
/// <param name="Items">One a kind of effect, the most time first.</param>
/// <param name="WallClock">From the run's first event to its last, pauses included.</param>
public sealed record RunBill(RunId Run, TimeSpan WallClock, IReadOnlyList<BillItem> Items)
{
    /// <summary>Operations of all rollouts, keys and values kept.</summary>
    public double Cached => Items.Sum(i => i.Cached);

    /// <summary>Operations of all rollouts, each token computed from the beginning.</summary>
    public double Uncached => Items.Sum(i => i.Uncached);

    /// <summary>Operations, keys and values kept, for each step that an expert was asked about; null where none was.</summary>
    public double? CachedAQuery => Items.Sum(i => i.ExpertQueries) is > 0 and var queries ? Cached / queries : null;
}

/// <summary>What one kind of effect took.</summary>
/// <param name="Effect">The last part of the call ids, such as <c>train</c>.</param>
/// <param name="Calls">That came to a result or failed.</param>
/// <param name="Time">From each request's event to that of its result, added up: side by side they are counted each, and waiting is in it.</param>
/// <param name="ExpertQueries">States, pairs and questions asked about.</param>
/// <param name="Episodes">In which a policy acted.</param>
/// <param name="Steps">That it took in them.</param>
/// <param name="Cached">Operations of a transformer that takes a token a step, keys and values kept; episodes of a call are taken to be of one length.</param>
/// <param name="Uncached">The same where each token is computed from the beginning.</param>
/// <param name="CacheBytes">Of the keys and values of the longest such episode.</param>
public sealed record BillItem(
    string Effect, long Calls, TimeSpan Time, long ExpertQueries, long Episodes, long Steps, double Cached, double Uncached, double CacheBytes);
