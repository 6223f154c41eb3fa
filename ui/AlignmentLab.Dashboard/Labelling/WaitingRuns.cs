using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Projections;
using AlignmentLab.Dashboard.Sessions;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Experts;

namespace AlignmentLab.Dashboard.Labelling;

/// <summary>
/// The queries of runs whose expert is people. Runs that cannot be waiting are told from the view of the lab, so that their
/// streams are not read.
/// </summary>
public sealed class WaitingRuns(LabView lab, TeamSession session)
{
    private readonly Dictionary<RunId, (long Events, int Queries)> _known = [];

    /// <summary>Where a query is labelled.</summary>
    public static string Link(RunId run, CallId query) => $"/inbox/{run}/{string.Join('/', query.Value.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>Whether a run may wait for people.</summary>
    public static bool MayWait(RunView run) => run is { IsUnfinished: true, Pending: > 0 } && run.Outline.Expert == HumanExpert.Name;

    /// <summary>How many queries are open. A run is read again only when it has new events: answers open and close no query.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var waiting = lab.Runs.Where(MayWait).ToList();
        foreach (var gone in _known.Keys.Except(waiting.Select(r => r.Run)).ToList())
        {
            _known.Remove(gone);
        }

        foreach (var run in waiting.Where(r => !_known.TryGetValue(r.Run, out var known) || known.Events != r.Events))
        {
            _known[run.Run] = (run.Events, (await OfAsync(run.Run, cancellationToken)).Count);
        }

        return _known.Values.Sum(k => k.Queries);
    }

    /// <summary>The open queries of every run, the oldest first.</summary>
    public async Task<IReadOnlyList<OpenQuery>> AllAsync(CancellationToken cancellationToken)
    {
        var open = new List<OpenQuery>();
        foreach (var run in lab.Runs.Where(MayWait))
        {
            open.AddRange(await OfAsync(run.Run, cancellationToken));
        }

        return [.. open.OrderBy(q => q.AskedAt)];
    }

    /// <summary>The open queries of a run; none where it is damaged, as its own page tells.</summary>
    public async Task<IReadOnlyList<OpenQuery>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        try
        {
            return await session.SendAsync(new ListQueries(run), cancellationToken);
        }
        catch (DamagedEventException)
        {
            return [];
        }
    }
}
