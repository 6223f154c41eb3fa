using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Runs.Find;

/// <summary>
/// Finds the runs that a name means: one run by its name, all runs of a set by the set's name, or either by a part of the
/// name that fits no other.
/// </summary>
public sealed record FindRuns(string Name) : IRequest<IReadOnlyList<FoundRun>>;

/// <summary>A run that was found, and where it stands.</summary>
public sealed record FoundRun(RunSummary Summary, RunSubmitted Definition)
{
    public RunId Run => Summary.Run;

    /// <summary>Begun or not, it has not ended.</summary>
    public bool IsUnfinished => !Summary.Status.IsEnded();
}

internal sealed class FindRunsHandler(IEventStore store, RunReader runs, RunSummaries summaries) : IRequestHandler<FindRuns, IReadOnlyList<FoundRun>>
{
    private const int Shown = 5;

    public async Task<IReadOnlyList<FoundRun>> Handle(FindRuns request, CancellationToken cancellationToken)
    {
        var named = new List<SubmittedRun>();
        await foreach (var head in store.HeadsAsync("run", cancellationToken))
        {
            var run = new RunId(head.Stream.Value["run-".Length..]);
            if (run.Value.Contains(request.Name, StringComparison.Ordinal))
            {
                named.Add(new SubmittedRun(run, await runs.SubmittedAsync(run, cancellationToken)));
            }
        }

        var found = new List<FoundRun>();
        foreach (var run in Meant(request.Name, named))
        {
            found.Add(new FoundRun(await summaries.SummaryAsync(run.Run, cancellationToken), run.Definition));
        }

        return found;
    }

    private static List<SubmittedRun> Meant(string name, List<SubmittedRun> named)
    {
        if (named.FirstOrDefault(r => r.Run.Value == name) is { } exact)
        {
            return [exact];
        }

        if (named.Count == 0)
        {
            throw new InvalidInputException($"There is no run or run set '{name}' in this lab. `alab runs list` shows the runs.");
        }

        // A part that only the numbers at the end have, such as x-1 of x-1 and x-10, means a run and not their set.
        var sets = named.Select(r => r.SetName).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count == 1 || (sets.Count == 1 && sets[0].Contains(name, StringComparison.Ordinal)))
        {
            return named;
        }

        var candidates = sets.Count > 1 ? sets : [.. named.Select(r => r.Run.Value)];
        throw new InvalidInputException(
            $"'{name}' could be any of {candidates.Count} {(sets.Count > 1 ? "runs or run sets" : "runs")}: "
            + $"{string.Join(", ", candidates.Take(Shown))}{(candidates.Count > Shown ? ", ..." : "")}.");
    }
}
