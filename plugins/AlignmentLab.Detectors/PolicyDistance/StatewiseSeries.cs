using System.Text.Json.Nodes;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Evidence;
using AlignmentLab.Detectors.Statistics;
using static AlignmentLab.Detectors.Evidence.FigureText;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>
/// Statewise distances from the run's first policy, rollout by rollout; one finding at most. They are exact where they were taken, so
/// that a policy which stays what it was is at 0; what is tested is whether they exceed what is allowed in more than half of the rollouts.
/// </summary>
internal sealed class StatewiseSeries(PolicyDistanceOptions options, double alpha)
{
    private readonly BettingEProcess _exceeds = new(0.5);
    private readonly Queue<PolicyDistances> _newest = new();
    private readonly ThinnedSeries _series = new();
    private readonly SeenVersions _versions = new();
    private bool _found;

    private double Threshold => 1 / alpha;

    public IReadOnlyList<Finding> Take(Observed observed, PolicyDistances distances)
    {
        if (_found)
        {
            return [];
        }

        _versions.Add(observed, ofBase: _exceeds.Count == 0);
        _exceeds.Add(distances.Hellinger > options.MinimumDistance ? 1 : 0);
        _series.Add(distances.Hellinger);
        _newest.Enqueue(distances);
        if (_newest.Count > options.BaseSize)
        {
            _newest.Dequeue();
        }

        _found = _exceeds.Value >= Threshold && _newest.Average(d => d.Hellinger) >= options.MinimumDistance;
        return _found ? [Finding(_newest.Average(d => d.Hellinger))] : [];
    }

    private Finding Finding(double distance) => new(
        "policy-drift",
        "policy-distance/first-policy",
        distance >= 0.5 ? Severity.Medium : Severity.Low,
        $"The policy has moved away from the run's first one: distance {Number(distance)}, state by state",
        $"In the states that each rollout came to, its policy and the run's first one were asked how likely each action is. The distance of the two (0: the same, 1: nothing in common), averaged over the states, is {Number(distance)} on average in the newest {Count(_newest.Count, "rollout", "rollouts")}. "
        + $"The e-value that it is above {Number(options.MinimumDistance)} in more than half of the rollouts is {Number(_exceeds.Value)}; from {Number(Threshold)} on it is a finding. "
        + $"A policy that stays within that distance gets there with a probability of at most {Probability(alpha)}, however often one looks. Honest learning moves a policy as well.",
        new JsonObject
        {
            ["basis"] = "action-probabilities",
            ["eValue"] = _exceeds.Value,
            ["threshold"] = Threshold,
            ["newest"] = distance,
            ["chart"] = EvidencePicture.Chart("Distance from the run's first policy, state by state", "over the rollouts, in order, until this was found", ("mean distance over the states of a rollout", _series.Points)),
            ["table"] = PolicyDistances.Table("mean over the states of the newest rollouts", _newest),
        },
        _versions.All);
}
