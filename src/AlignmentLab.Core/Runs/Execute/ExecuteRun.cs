using AlignmentLab.Algorithms;
using MediatR;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>
/// Works on a run until it ends: a new one from the start, an interrupted one from where its history ends. A run that is paused
/// is passed over, unless somebody asked for it to go on since.
/// </summary>
/// <param name="Author">Who goes on with it; null: the platform, as whoever submitted it meant it to.</param>
/// <param name="Asked">
/// Position of the log when somebody asked for it to go on: that ends a pause from before, and one from after it stands. Null:
/// what was asked for is on the log, as its submission or as a launch request.
/// </param>
public sealed record ExecuteRun(RunId Run, string? Author = null, long? Asked = null) : IRequest<RunResult>;

internal sealed class ExecuteRunHandler(RunExecutor executor) : IRequestHandler<ExecuteRun, RunResult>
{
    public Task<RunResult> Handle(ExecuteRun request, CancellationToken cancellationToken) => executor.ExecuteAsync(request.Run, cancellationToken, request.Author, request.Asked);
}
