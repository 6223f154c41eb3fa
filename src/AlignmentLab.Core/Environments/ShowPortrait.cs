using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Environments;

/// <summary>What a run's environment tells people of itself.</summary>
public sealed record ShowPortrait(RunId Run) : IRequest<EnvironmentPortrait>;

internal sealed class ShowPortraitHandler(RunReader runs) : IRequestHandler<ShowPortrait, EnvironmentPortrait>
{
    public async Task<EnvironmentPortrait> Handle(ShowPortrait request, CancellationToken cancellationToken) =>
        runs.PortraitOf((await runs.SubmittedAsync(request.Run, cancellationToken)).Environment);
}

internal static class Portraits
{
    /// <summary>The portrait of an environment that events name.</summary>
    public static EnvironmentPortrait PortraitOf(this RunReader runs, EnvironmentRef reference)
    {
        try
        {
            return EnvironmentPortrait.Of(runs.Create(reference));
        }
        catch (AlignmentLabException)
        {
            return EnvironmentPortrait.Unknown(reference.Name);
        }
    }
}
