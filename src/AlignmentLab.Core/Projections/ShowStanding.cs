using MediatR;

namespace AlignmentLab.Core.Projections;

/// <summary>How far the view of the lab is, and what the log holds. Answered where a <see cref="LabView"/> follows the log.</summary>
public sealed record ShowStanding : IRequest<LabStanding>;

internal sealed class ShowStandingHandler(LabView view) : IRequestHandler<ShowStanding, LabStanding>
{
    public Task<LabStanding> Handle(ShowStanding request, CancellationToken cancellationToken) => Task.FromResult(view.Standing);
}
