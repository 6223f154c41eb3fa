using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs.History;
using MediatR;

namespace AlignmentLab.Core.Rollouts;

internal sealed class ListRolloutsHandler(RunReader runs, RecordedEffects effects, RolloutReader rollouts, EvaluationReader evaluations)
    : IRequestHandler<ListRollouts, RolloutPage>, IRequestHandler<ListEvaluations, EvaluationPage>
{
    private const int Most = 500;

    public async Task<RolloutPage> Handle(ListRollouts request, CancellationToken cancellationToken)
    {
        var (page, total) = await PageAsync<RolloutRequest>(request.Run, request.Skip, request.Count, cancellationToken);
        return new RolloutPage(await rollouts.SummariesAsync(request.Run, page, cancellationToken), total);
    }

    public async Task<EvaluationPage> Handle(ListEvaluations request, CancellationToken cancellationToken)
    {
        var (page, total) = await PageAsync<EvaluateRequest>(request.Run, request.Skip, request.Count, cancellationToken);
        return new EvaluationPage(await evaluations.SummariesAsync(request.Run, page, cancellationToken), total);
    }

    private async Task<(IReadOnlyList<RecordedEffect> Page, int Total)> PageAsync<TEffect>(RunId run, int skip, int count, CancellationToken cancellationToken)
    {
        await runs.SubmittedAsync(run, cancellationToken);
        var (total, wanted) = (0, Math.Clamp(count, 1, Most));
        var page = new List<RecordedEffect>();
        await foreach (var effect in effects.OfAsync<TEffect>(run, cancellationToken))
        {
            if (total++ >= skip && page.Count < wanted)
            {
                page.Add(effect);
            }
        }

        return (page, total);
    }
}
