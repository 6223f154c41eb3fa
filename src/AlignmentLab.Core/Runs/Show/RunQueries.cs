using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>The runs of the lab, in the order submitted.</summary>
public sealed record ListRuns : IRequest<IReadOnlyList<RunSummary>>;

/// <summary>One run's state, now or as of a version of its stream.</summary>
public sealed record ShowRun(RunId Run, long? At = null) : IRequest<ShownRun>;

/// <summary>A run's state with what defined it.</summary>
public sealed record ShownRun(RunResult Result, RunSubmitted Submitted);

/// <summary>Finds the run that a name, or the beginning of one, means.</summary>
public sealed record FindRun(string Name) : IRequest<RunId>;

internal sealed class RunQueries(IEventStore store, RunSummaries summaries, RunReader runs)
    : IRequestHandler<ListRuns, IReadOnlyList<RunSummary>>, IRequestHandler<ShowRun, ShownRun>, IRequestHandler<FindRun, RunId>
{
    public async Task<IReadOnlyList<RunSummary>> Handle(ListRuns request, CancellationToken cancellationToken)
    {
        var found = new List<RunSummary>();
        await foreach (var head in store.HeadsAsync("run", cancellationToken))
        {
            found.Add(await summaries.SummaryAsync(RunId.Of(head.Stream), cancellationToken));
        }

        return found;
    }

    public async Task<ShownRun> Handle(ShowRun request, CancellationToken cancellationToken) =>
        new(await summaries.ResultAsync(request.Run, cancellationToken, request.At), await runs.SubmittedAsync(request.Run, cancellationToken));

    public async Task<RunId> Handle(FindRun request, CancellationToken cancellationToken)
    {
        var matches = new List<string>();
        await foreach (var head in store.HeadsAsync("run", cancellationToken))
        {
            var name = RunId.Of(head.Stream).Value;
            if (name == request.Name)
            {
                return new RunId(name);
            }

            if (name.Contains(request.Name, StringComparison.Ordinal))
            {
                matches.Add(name);
            }
        }

        return matches.Count switch
        {
            1 => new RunId(matches[0]),
            0 => throw new InvalidInputException($"There is no run '{request.Name}' in this lab. `alab runs list` shows the runs."),
            _ => throw new InvalidInputException($"'{request.Name}' could be any of {matches.Count} runs: {string.Join(", ", matches.Take(5))}{(matches.Count > 5 ? ", ..." : "")}."),
        };
    }
}
