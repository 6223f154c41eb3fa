using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Runs.Launch;

/// <summary>Has a process of its own go on with a run that waits or was interrupted; it does not wait for that process.</summary>
public sealed record LaunchRun(RunId Run) : IRequest;

/// <summary>Starts processes that work on runs.</summary>
public interface IRunLauncher
{
    /// <exception cref="EnvironmentFailureException">The process could not be started.</exception>
    Task LaunchAsync(RunId run, CancellationToken cancellationToken);
}

internal sealed class LaunchRunHandler(RunSummaries summaries, IRunLauncher launcher) : IRequestHandler<LaunchRun, Unit>
{
    public async Task<Unit> Handle(LaunchRun request, CancellationToken cancellationToken)
    {
        var summary = await summaries.SummaryAsync(request.Run, cancellationToken);
        if (summary.Status is not (RunStatus.Submitted or RunStatus.Interrupted or RunStatus.Paused))
        {
            throw new InvalidInputException($"{request.Run} is {summary.Status.ToString().ToLowerInvariant()}; there is nothing to go on with.");
        }

        await launcher.LaunchAsync(request.Run, cancellationToken);
        return Unit.Value;
    }
}
