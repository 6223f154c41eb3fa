using AlignmentLab.Algorithms;
using AlignmentLab.Bills;

namespace AlignmentLab.Core.Runs.Bill;

/// <summary>A <see cref="BillItem"/> that is being added up.</summary>
internal sealed class BillLine(BilledTransformer transformer)
{
    private long _calls;
    private TimeSpan _time;
    private long _queries;
    private long _episodes;
    private long _steps;
    private double _cached;
    private double _uncached;
    private double _cacheBytes;

    /// <param name="request">Null where there is nothing in it to bill.</param>
    /// <param name="result">Null where there is none, or nothing in it to bill.</param>
    public void Add(TimeSpan time, object? request, IActedSteps? result)
    {
        _calls++;
        _time += time;
        _queries += (request as IExpertQueries)?.ExpertQueries ?? 0;
        foreach (var acted in new[] { request as IActedSteps, result })
        {
            if (acted is { Episodes: > 0 })
            {
                var length = (double)acted.Steps / acted.Episodes;
                _episodes += acted.Episodes;
                _steps += acted.Steps;
                _cached += acted.Episodes * RolloutCost.Cached(transformer, length);
                _uncached += acted.Episodes * RolloutCost.Uncached(transformer, length);
                _cacheBytes = Math.Max(_cacheBytes, RolloutCost.CacheBytes(transformer, length));
            }
        }
    }

    public BillItem Item(string effect) => new(effect, _calls, _time, _queries, _episodes, _steps, _cached, _uncached, _cacheBytes);
}
