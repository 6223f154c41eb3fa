using AlignmentLab.Algorithms;
using AlignmentLab.Core.Team;
using MediatR;

namespace AlignmentLab.Core.Runs.Submit;

/// <summary>Submits the runs of a spec: one a seed and grid point. All are checked before the first is written.</summary>
/// <param name="Text">The spec, YAML.</param>
/// <param name="Source">Its file name, for messages.</param>
/// <param name="Settings"><c>path=value</c> laid over the spec.</param>
/// <param name="Seed">Instead of the spec's seeds.</param>
/// <param name="Author">Who submits them; null: the platform.</param>
public sealed record SubmitRuns(string Text, string Source, IReadOnlyList<string> Settings, ulong? Seed = null, string? Author = null)
    : IRequest<IReadOnlyList<SubmittedRun>>, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

/// <summary>A run that is on the log and waits to be executed.</summary>
public sealed record SubmittedRun(RunId Run, RunSubmitted Definition)
{
    /// <summary>The name that all runs of the set begin with, such as <c>dagger-cartpole-k3f9qx</c>.</summary>
    public string SetName => $"{Definition.Name}-{Definition.Set}";
}

internal sealed class SubmitRunsHandler(RunResolver resolver, RunSubmission submission) : IRequestHandler<SubmitRuns, IReadOnlyList<SubmittedRun>>
{
    public async Task<IReadOnlyList<SubmittedRun>> Handle(SubmitRuns request, CancellationToken cancellationToken) =>
        await submission.AppendAsync(resolver.Resolve(request.Text, request.Source, request.Settings, request.Seed), request.Author, cancellationToken);
}
