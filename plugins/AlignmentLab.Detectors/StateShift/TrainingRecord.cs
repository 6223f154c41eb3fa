using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Detection;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>What a checkpoint was trained on.</summary>
/// <param name="Parts">The labels that are compared: all, or a random choice of them.</param>
/// <param name="PartsInAll">How many there were.</param>
/// <param name="StatesInAll">Labelled states in all of them.</param>
/// <param name="MeanReturn">Mean visible return of the rollouts that were labelled; null where it is not known of all.</param>
/// <param name="Versions">The request and the result in the run's stream.</param>
internal sealed record TrainingRecord(
    Artifact Checkpoint, IReadOnlyList<DatasetPart> Parts, int PartsInAll, long StatesInAll, double? MeanReturn, IReadOnlyList<long> Versions);

/// <summary>Remembers what checkpoints were trained on and what the rollouts behind it returned.</summary>
internal sealed class TrainingMemory(StateShiftOptions options, DetectorScope scope)
{
    private const int Checkpoints = 1_000;
    private const int Rollouts = 20_000;

    private readonly RecentEntries<TrainingRecord> _records = new(Checkpoints);

    // By the trajectory first, then by its labels as well.
    private readonly RecentEntries<double> _returns = new(Rollouts);

    public void Take(Rollout rollout) => _returns.Set(rollout.Trajectory.Hash, rollout.Return);

    public void Take(LabeledRollout labels)
    {
        if (_returns.TryGet(labels.Trajectory.Hash, out var value))
        {
            _returns.Set(labels.Labels.Hash, value);
        }
    }

    public void Take(Observed observed, TrainRequest request, TrainingResult result)
    {
        var parts = request.Dataset.Parts.Where(p => p.Count > 0).ToList();
        _records.Set(result.Checkpoint.Hash, new TrainingRecord(
            result.Checkpoint, Choose(parts, $"training/{observed.Call}"), parts.Count, parts.Sum(p => p.Count), MeanReturn(parts), [observed.RequestVersion, observed.Version]));
    }

    /// <summary>The training of the first learned part of a policy; null where there is none, or none of this run.</summary>
    public TrainingRecord? Find(Policy policy) => policy switch
    {
        LearnedPolicy learned => _records.TryGet(learned.Checkpoint.Hash, out var record) ? record : null,
        MixturePolicy mixture => Find(mixture.First) ?? Find(mixture.Second),
        ErringPolicy erring => Find(erring.Inner),
        SoftmaxPolicy drawn => _records.TryGet(drawn.Checkpoint.Hash, out var record) ? record : null,
        _ => null,
    };

    private List<DatasetPart> Choose(List<DatasetPart> parts, string purpose)
    {
        if (parts.Count <= options.MaximumEpisodes)
        {
            return parts;
        }

        var order = scope.Random(purpose).CreateGenerator().Permutation(parts.Count);
        return [.. order.Take(options.MaximumEpisodes).Order().Select(i => parts[i])];
    }

    private double? MeanReturn(List<DatasetPart> parts)
    {
        var sum = 0.0;
        foreach (var part in parts)
        {
            if (!_returns.TryGet(part.Labels.Hash, out var value))
            {
                return null;
            }

            sum += value;
        }

        return parts.Count > 0 ? sum / parts.Count : null;
    }
}
