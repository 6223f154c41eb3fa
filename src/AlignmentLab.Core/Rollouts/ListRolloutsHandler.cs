using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs.History;
using MediatR;

namespace AlignmentLab.Core.Rollouts;

internal sealed class ListRolloutsHandler(RunReader runs, RecordedEffects effects, RolloutReader rollouts) : IRequestHandler<ListRollouts, RolloutPage>
{
    private const int MostRollouts = 500;

    public async Task<RolloutPage> Handle(ListRollouts request, CancellationToken cancellationToken)
    {
        await runs.SubmittedAsync(request.Run, cancellationToken);
        var (total, wanted) = (0, Math.Clamp(request.Count, 1, MostRollouts));
        var page = new List<RecordedEffect>();
        await foreach (var rollout in effects.OfAsync<RolloutRequest>(request.Run, cancellationToken))
        {
            if (total++ >= request.Skip && page.Count < wanted)
            {
                page.Add(rollout);
            }
        }

        return new RolloutPage(await rollouts.SummariesAsync(request.Run, page, cancellationToken), total);
    }
}
