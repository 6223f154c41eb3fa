using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using MediatR;

namespace AlignmentLab.Core.Incidents;

/// <summary>
/// Writes the results of those demands for labels of a run's incidents that people have answered to the last, and that have none
/// since whoever gave the last answer did not live to write it. Whoever opens the lab next may send it: the authors of a result
/// are those who answered, and a result that is there is not written again.
/// </summary>
/// <returns>How many demands had all their answers and no result.</returns>
public sealed record CompleteDemands(RunId Run) : IRequest<int>;

internal sealed class CompleteDemandsHandler(AnswerDesk desk) : IRequestHandler<CompleteDemands, int>
{
    public Task<int> Handle(CompleteDemands request, CancellationToken cancellationToken) => desk.CompleteDemandsAsync(request.Run, cancellationToken);
}
