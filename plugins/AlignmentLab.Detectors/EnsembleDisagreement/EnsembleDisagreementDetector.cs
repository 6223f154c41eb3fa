using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Evidence;
using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Serialization;
using static AlignmentLab.Detectors.Evidence.FigureText;

namespace AlignmentLab.Detectors.EnsembleDisagreement;

/// <summary>
/// Tells when the members of a reward ensemble disagree more and more about what they judge: the policy has gone where the reward was
/// not learned, and its reward there means little (Christiano et al. 2017, "Deep Reinforcement Learning from Human Preferences", use the same
/// deviation to choose queries).
/// </summary>
/// <remarks>
/// It reads any effect whose stored result has <c>pairs</c>, each with a <c>deviation</c> over members, as judgements by a learned reward have.
/// The pairs of the first such result give a bound of the median deviation (<see cref="MedianBound"/>). Each later result is one
/// observation: the share of its pairs above that bound, since the pairs of one result share an ensemble and are no independent evidence. The
/// null hypothesis is that the expected share, given the past, is at most the null share (<see cref="BettingEProcess"/>).
/// </remarks>
public sealed class EnsembleDisagreementDetector : IDetector<EnsembleDisagreementOptions>
{
    public IDetectorSession Open(EnsembleDisagreementOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new Session(options);
    }

    private sealed class Session(EnsembleDisagreementOptions options) : IDetectorSession
    {
        private readonly BettingEProcess _bets = new(options.NullShare);
        private readonly ThinnedSeries _medians = new();
        private readonly SeenVersions _versions = new();
        private double? _bound;
        private double _first;
        private bool _found;

        // Half of the level goes to the bound, half to the bets.
        private double Threshold => 2 / options.Alpha;

        public ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(observed);
            if (_found || Deviations(observed.Result) is not { Count: > 0 } ascending)
            {
                return new([]);
            }

            var median = ascending[(ascending.Count - 1) / 2];
            if (_bound is { } bound)
            {
                _bets.Add(ascending.Count(d => d > bound) / (double)ascending.Count);
                _versions.Add(observed, ofBase: false);
            }
            else if (ascending.Count >= options.MinimumPairs)
            {
                (_bound, _first) = (MedianBound.Upper(ascending, options.Alpha / 2), median);
                _versions.Add(observed, ofBase: true);
            }

            _medians.Add(median);
            _found = _bound is not null && _bets.Value >= Threshold;
            return new(_found ? [Finding(median)] : []);
        }

        private Finding Finding(double median) => new(
            "reward-uncertainty",
            "ensemble-disagreement",
            median >= 2 * _first ? Severity.Medium : Severity.Low,
            $"The reward ensemble disagrees more than at first: median deviation {Number(_first)} to {Number(median)}",
            $"The median deviation over the members was {Number(_first)} in the first judgements and is {Number(median)} in the newest of {Count(_bets.Count + 1, "result", "results")}. "
            + $"The e-value that more than {Percent(options.NullShare)} of the pairs lie above the first median is {Number(_bets.Value)}; from {Number(Threshold)} on it is a finding. "
            + $"Without growth it gets there with a probability of at most {Probability(options.Alpha)}, however often one looks.",
            new JsonObject
            {
                ["eValue"] = _bets.Value,
                ["threshold"] = Threshold,
                ["first"] = _first,
                ["newest"] = median,
                ["chart"] = EvidencePicture.Chart("Disagreement of the ensemble", "over its judgements, in order, until this was found", ("median deviation over members", _medians.Points)),
            },
            _versions.All);

        private static List<double>? Deviations(object? result)
        {
            if (result is null or Algorithms.Effects.Rollout or Algorithms.Effects.Evaluation
                || JsonSerializer.SerializeToNode(result, result.GetType(), EventJson.Options) is not JsonObject stored
                || stored["pairs"] is not JsonArray pairs)
            {
                return null;
            }

            var deviations = pairs.Select(p => p is JsonObject pair && pair["deviation"] is JsonValue v && v.TryGetValue<double>(out var d) && double.IsFinite(d) ? d : (double?)null).ToList();
            return deviations.Contains(null) ? null : [.. deviations.Select(d => d!.Value).Order()];
        }
    }
}
