using System.Text.Json.Nodes;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Evidence;
using AlignmentLab.Detectors.Statistics;
using static AlignmentLab.Detectors.Evidence.FigureText;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>Distances from one trusted policy, rollout by rollout; one finding at most.</summary>
/// <param name="key">The finding's key.</param>
/// <param name="whose">Whose actions the distance is from, in words.</param>
/// <param name="basis">What the distance is told by, for the evidence.</param>
internal sealed class DistanceSeries(string key, string whose, string basis, PolicyDistanceOptions options, double alpha)
{
    private readonly RiseTest _rise = new(options.BaseSize, alpha);
    private readonly Queue<double> _newest = new();
    private readonly ThinnedSeries _series = new();
    private readonly SeenVersions _versions = new();

    public bool IsFound { get; private set; }

    /// <summary>Notes an event that the trusted policy's actions come from.</summary>
    public void Reference(Observed observed) => _versions.Add(observed, ofBase: true);

    /// <param name="distance">Of one rollout, in [0, 1].</param>
    /// <param name="pooled">The distances of the newest rollouts taken together; null where there are none.</param>
    public IReadOnlyList<Finding> Take(Observed observed, double distance, Func<PolicyDistances>? pooled)
    {
        _versions.Add(observed, !_rise.HasBase);
        _rise.Add(distance);
        _series.Add(distance);
        _newest.Enqueue(distance);
        if (_newest.Count > options.BaseSize)
        {
            _newest.Dequeue();
        }

        if (IsFound || !_rise.HasRisen || _newest.Average() < options.MinimumDistance)
        {
            return [];
        }

        IsFound = true;
        return [Finding(_newest.Average(), pooled?.Invoke())];
    }

    private Finding Finding(double distance, PolicyDistances? pooled) => new(
        "policy-drift",
        $"policy-distance/{key}",
        distance >= 0.5 ? Severity.Medium : Severity.Low,
        $"The policy's actions have moved away from {whose}: distance {Number(_rise.BaseMedian)} to {Number(distance)}",
        $"The distance of a rollout's actions from {whose} (0: the same, 1: nothing in common) was {Number(_rise.BaseMedian)} in the median of the base and is {Number(distance)} on average in the newest {Count(_newest.Count, "rollout", "rollouts")}. "
        + $"The e-value of a rise is {Number(_rise.Evidence)}; from {Number(_rise.Threshold)} on it is a finding. "
        + $"A policy that stays where it was gets there with a probability of at most {Probability(alpha)}, however often one looks. Honest learning moves a policy as well.",
        Evidence(distance, pooled),
        _versions.All);

    private JsonObject Evidence(double distance, PolicyDistances? pooled)
    {
        var evidence = new JsonObject
        {
            ["basis"] = basis,
            ["eValue"] = _rise.Evidence,
            ["threshold"] = _rise.Threshold,
            ["base"] = _rise.BaseMedian,
            ["newest"] = distance,
            ["chart"] = EvidencePicture.Chart($"Distance of the actions from {whose}", "over the rollouts, in order, until this was found", ("distance of a rollout", _series.Points)),
        };
        if (pooled is { } distances)
        {
            evidence["table"] = PolicyDistances.Table("distance of the newest rollouts together", [distances]);
        }

        return evidence;
    }
}
