using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Statistics;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>The looks of one run.</summary>
internal sealed class StateShiftSession(StateShiftOptions options, DetectorScope scope) : IDetectorSession
{
    private readonly TrainingMemory _memory = new(options, scope);
    private readonly GatheredRollouts _gathered = new(options.RolloutsPerLook, scope.Artifacts);
    private readonly StateSampler _sampler = new(options, scope.Artifacts);
    private readonly AlphaSpending _spending = new(options.Alpha, options.HalfSpentAfter);

    public async ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        switch (observed.Request, observed.Result)
        {
            case (TrainRequest request, TrainingResult result):
                _memory.Take(observed, request, result);
                return [];
            case (LabelRequest, LabeledRollout labels):
                _memory.Take(labels);
                return [];
            case (EvaluateRequest request, Evaluation evaluation) when _memory.Find(request.Policy) is { } training:
                return await LookAsync(training, Visits.Of(observed, request, evaluation, scope.Artifacts), cancellationToken);
            case (RolloutRequest request, Rollout rollout):
                _memory.Take(rollout);
                return _memory.Find(request.Policy) is { } trained && _gathered.Take(observed, request, rollout) is { } visit
                    ? await LookAsync(trained, visit, cancellationToken)
                    : [];
            default:
                return [];
        }
    }

    private async ValueTask<IReadOnlyList<Finding>> LookAsync(TrainingRecord training, VisitRecord visit, CancellationToken cancellationToken)
    {
        var random = scope.Random($"look/{visit.Versions[^1]}").CreateGenerator();
        if (await _sampler.ReadAsync(training, visit, random, cancellationToken) is not var (features, trained, visited)
            || Math.Min(trained.States, visited.States) < options.MinimumStates
            || Math.Max(trained.Episodes.Count, visited.Episodes.Count) < options.MinimumEpisodes)
        {
            return [];
        }

        var counts = new EpisodeCounts(trained, visited);
        double[] distances = [.. Enumerable.Range(0, counts.Features).Select(f => KolmogorovSmirnov.Distance(trained.Sorted(f), visited.Sorted(f)))];
        var alpha = _spending.Spend();

        // By the numbers of episodes alone: a test chosen by what the states look like would not keep its level.
        var comparison = EpisodePermutationTest.SmallestPValue(trained.Episodes.Count, visited.Episodes.Count) <= alpha
            ? EpisodePermutationTest.Compare(counts, alpha, random)
            : EffectiveSizeTest.Compare(counts, distances, alpha);
        if (comparison is null || comparison.PValue > alpha)
        {
            return [];
        }

        var look = new ShiftLook(_spending.Looks, alpha, trained, visited, features, distances, comparison);
        return look.Shifted.Count > 0 && distances[look.Shifted[0]] >= options.MinimumDistance ? [ShiftFinding.Of(look, training, visit)] : [];
    }
}
