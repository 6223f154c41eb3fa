using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Projections;
using AlignmentLab.Dashboard.Sessions;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Dashboard.Queries;

/// <summary>The queries that wait for people. The view of the lab tells which runs have some; their streams alone are read.</summary>
public sealed class WaitingRuns(LabView lab, TeamSession session)
{
    /// <summary>Where a query is answered.</summary>
    public static string Link(RunId run, CallId query) => $"/inbox/{run}/{string.Join('/', query.Value.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>How many queries are open.</summary>
    public static int Count(LabView lab) => lab.Runs.Sum(r => r.Waiting) + lab.Incidents.Sum(i => i.Waiting);

    /// <summary>The open queries of every run, the oldest first, with what of them is this person's.</summary>
    public async Task<IReadOnlyList<OpenQuery>> AllAsync(CancellationToken cancellationToken)
    {
        var open = new List<OpenQuery>();
        foreach (var run in lab.Runs.Where(r => r.Waiting > 0).Select(r => r.Run).Union(lab.Incidents.Where(i => i.Waiting > 0).Select(i => i.Run)))
        {
            open.AddRange(await OfAsync(run, cancellationToken));
        }

        return [.. open.OrderBy(q => q.AskedAt)];
    }

    /// <summary>The open queries of a run; none where it is damaged, as its own page tells.</summary>
    public async Task<IReadOnlyList<OpenQuery>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        try
        {
            return await session.SendAsync(new ListQueries(run, await session.NameAsync()), cancellationToken);
        }
        catch (DamagedEventException)
        {
            return [];
        }
    }

    /// <summary>The oldest query in which something waits for this person; null: there is none.</summary>
    /// <param name="other">Than this one.</param>
    public async Task<OpenQuery?> NextAsync(OpenQuery? other, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(q => q.Yours > 0 && (q.Run != other?.Run || q.Query != other.Query));
}
