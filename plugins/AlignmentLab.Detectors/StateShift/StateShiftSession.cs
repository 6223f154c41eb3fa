using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>The looks of one run.</summary>
internal sealed class StateShiftSession(StateShiftOptions options, DetectorScope scope) : IDetectorSession
{
    private readonly TrainingMemory _memory = new(options, scope);
    private readonly GatheredRollouts _gathered = new(options.RolloutsPerLook, scope.Artifacts);
    private readonly StateSampler _sampler = new(options, scope.Artifacts);
    private readonly AlphaSpending _spending = new(options.Alpha);

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

        var look = Look(features, trained, visited, random);
        return look is { Shifted.Count: > 0 } && look.Distance(look.Shifted[0]) >= options.MinimumDistance ? [ShiftFinding.Of(look with { Entries = scope.Environment.ObservationEntries }, training, visit)] : [];
    }

    private ShiftLook? Look(int[] features, EpisodeStates training, EpisodeStates visited, Pcg64 random)
    {
        var counts = EpisodeCounts.WithDeviations(training, visited);
        var alpha = _spending.Spend();

        // Too small to matter is no finding however significant, and the test is what costs: it is left out, and its level is spent.
        if (counts.Distances.Max() < options.MinimumDistance)
        {
            return null;
        }

        // By the numbers of episodes alone: a test chosen by what the states look like would not keep its level.
        var (fewer, more) = (Math.Min(training.Episodes.Count, visited.Episodes.Count), Math.Max(training.Episodes.Count, visited.Episodes.Count));
        var exact = fewer >= options.MinimumEpisodes && EpisodePermutationTest.SmallestPValue(fewer, more) <= alpha;
        var comparison = exact ? EpisodePermutationTest.Compare(counts, alpha, random) : EffectiveSizeTest.Compare(counts, counts.Distances, alpha);
        return comparison is null || comparison.PValue > alpha
            ? null
            : new ShiftLook(_spending.Looks, alpha, training, visited, features, counts.Distances, comparison);
    }
}
