using AlignmentLab.Algorithms;
using MediatR;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>Works on a run until it ends: a new one from the start, an interrupted one from where its history ends.</summary>
/// <param name="Author">Who goes on with it; null: the platform, as whoever submitted it meant it to.</param>
public sealed record ExecuteRun(RunId Run, string? Author = null) : IRequest<RunResult>;

internal sealed class ExecuteRunHandler(RunExecutor executor) : IRequestHandler<ExecuteRun, RunResult>
{
    public Task<RunResult> Handle(ExecuteRun request, CancellationToken cancellationToken) => executor.ExecuteAsync(request.Run, cancellationToken, request.Author);
}
