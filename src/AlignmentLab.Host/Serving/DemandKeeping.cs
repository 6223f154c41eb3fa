using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Projections;
using AlignmentLab.Errors;
using MediatR;
using Microsoft.Extensions.Hosting;

namespace AlignmentLab.Host.Serving;

/// <summary>
/// Completes demands for labels whose last answer is on the log and whose result is not: from before the server started, or of
/// another process that died between the two.
/// </summary>
internal sealed class DemandKeeping(LabView view, IMediator mediator) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await view.CaughtUp.WaitAsync(stoppingToken);
            var seen = view.Changes;
            await CompleteAsync(stoppingToken);
            await foreach (var _ in view.ChangesAsync(null, seen, Pace, stoppingToken))
            {
                await CompleteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var run in view.Incidents.Where(i => i.Waiting > 0).Select(i => i.Run).Distinct())
        {
            try
            {
                await mediator.Send(new CompleteDemands(run), cancellationToken);
            }
            catch (AlignmentLabException)
            {
                // One that cannot be completed, as where a plugin is gone, still waits; the others must not wait with it.
            }
        }
    }
}
