using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Runs.Launch;

/// <summary>Has a process of its own go on with a run that waits or was interrupted; it does not wait for that process.</summary>
/// <param name="Author">Who asks for it; null: the platform.</param>
public sealed record LaunchRun(RunId Run, string? Author = null) : IRequest, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

/// <summary>Has one process go on with several runs, as many at a time as the machine has cores.</summary>
/// <inheritdoc cref="LaunchRun"/>
public sealed record LaunchRuns(IReadOnlyList<RunId> Runs, string? Author = null) : IRequest, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

/// <summary>Starts processes that work on runs.</summary>
public interface IRunLauncher
{
    /// <param name="runs">One at least.</param>
    /// <exception cref="EnvironmentFailureException">The process could not be started.</exception>
    Task LaunchAsync(IReadOnlyList<RunId> runs, CancellationToken cancellationToken);
}

internal sealed class LaunchRunHandler(RunSummaries summaries, IEventStore store, IRunLauncher launcher, TimeProvider time)
    : IRequestHandler<LaunchRun, Unit>, IRequestHandler<LaunchRuns, Unit>
{
    public Task<Unit> Handle(LaunchRun request, CancellationToken cancellationToken) => LaunchAsync([request.Run], request.Author, cancellationToken);

    public Task<Unit> Handle(LaunchRuns request, CancellationToken cancellationToken) => LaunchAsync(request.Runs, request.Author, cancellationToken);

    private async Task<Unit> LaunchAsync(IReadOnlyList<RunId> runs, string? author, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
        {
            throw new InvalidInputException("Name a run to go on with.");
        }

        var resumed = new HashSet<RunId>();
        foreach (var run in runs)
        {
            var summary = await summaries.SummaryAsync(run, cancellationToken);
            if (summary.Status is not (RunStatus.Submitted or RunStatus.Interrupted or RunStatus.Paused))
            {
                throw new InvalidInputException($"{run} is {summary.Status.ToString().ToLowerInvariant()}; there is nothing to go on with.");
            }

            if (summary.Status != RunStatus.Submitted)
            {
                resumed.Add(run);
            }
        }

        foreach (var run in runs)
        {
            await store.AppendOperationAsync(run, new LaunchRequested(resumed.Contains(run) ? true : null), time, author: author, cancellationToken: cancellationToken);
        }

        await launcher.LaunchAsync(runs, cancellationToken);
        return Unit.Value;
    }
}
