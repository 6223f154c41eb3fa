using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>The runs of the lab, in the order submitted, now or as of a moment.</summary>
public sealed record ListRuns(AsOf At = default) : IRequest<IReadOnlyList<RunSummary>>;

/// <summary>One run's state, now or as of a moment.</summary>
public sealed record ShowRun(RunId Run, AsOf At = default) : IRequest<ShownRun>;

/// <summary>A run's state with what defined it.</summary>
/// <param name="Contradictions">Where the run's last event says something else of it than the events before; empty for a run that nobody has tampered with.</param>
public sealed record ShownRun(RunResult Result, RunSubmitted Submitted, IReadOnlyList<string> Contradictions);

/// <summary>Finds the run that a name, or the beginning of one, means.</summary>
public sealed record FindRun(string Name) : IRequest<RunId>;

internal sealed class RunQueries(IEventStore store, RunSummaries summaries, RunReader runs)
    : IRequestHandler<ListRuns, IReadOnlyList<RunSummary>>, IRequestHandler<ShowRun, ShownRun>, IRequestHandler<FindRun, RunId>
{
    public async Task<IReadOnlyList<RunSummary>> Handle(ListRuns request, CancellationToken cancellationToken)
    {
        var tags = request.At.IsNow ? await TagsAsync(cancellationToken) : [];
        var found = new List<RunSummary>();
        await foreach (var head in store.HeadsAsync("run", cancellationToken))
        {
            // In the order of their first events: once one was not there yet, none of the rest was.
            if (await SummaryAsync(head, request.At, cancellationToken) is not { } summary)
            {
                break;
            }

            found.Add(summary with { Tags = tags.GetValueOrDefault(summary.Run) });
        }

        return found;
    }

    private async Task<Dictionary<RunId, IReadOnlyCollection<string>>> TagsAsync(CancellationToken cancellationToken)
    {
        var tags = new Dictionary<RunId, IReadOnlyCollection<string>>();
        await foreach (var head in store.HeadsAsync(RunNotes.Category, cancellationToken))
        {
            var run = RunNotes.RunOf(head.Stream);
            if (await RunNotes.ReadAsync(store, run, cancellationToken) is { Tags.IsEmpty: false } notes)
            {
                tags.Add(run, notes.Tags);
            }
        }

        return tags;
    }

    // One run that was tampered with must not hide the others.
    private async Task<RunSummary?> SummaryAsync(StreamHead head, AsOf at, CancellationToken cancellationToken)
    {
        try
        {
            return await summaries.SummaryAsync(RunId.Of(head.Stream), at, cancellationToken);
        }
        catch (Exception error) when (error is DamagedEventException or ArgumentException or FormatException or JsonException)
        {
            return RunSummary.Damaged(head, error.Message);
        }
    }

    public async Task<ShownRun> Handle(ShowRun request, CancellationToken cancellationToken)
    {
        var result = await summaries.ResultAsync(request.Run, request.At, cancellationToken);
        return new ShownRun(
            result, await runs.SubmittedAsync(request.Run, cancellationToken), await summaries.ContradictionsAsync(result, request.At, cancellationToken));
    }

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
