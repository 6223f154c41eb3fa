using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using MediatR;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>What a run's first event defines. It reads that event alone, however long the run and however many incidents it has.</summary>
/// <exception cref="Errors.InvalidInputException">There is no such run.</exception>
public sealed record ShowDefinition(RunId Run) : IRequest<RunSubmitted>;

internal sealed class ShowDefinitionHandler(RunReader runs) : IRequestHandler<ShowDefinition, RunSubmitted>
{
    public async Task<RunSubmitted> Handle(ShowDefinition request, CancellationToken cancellationToken) =>
        await runs.SubmittedAsync(request.Run, cancellationToken);
}
