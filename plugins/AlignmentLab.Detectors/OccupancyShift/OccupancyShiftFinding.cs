using System.Text.Json.Nodes;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Evidence;
using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Environments;
using static AlignmentLab.Detectors.Evidence.FigureText;

namespace AlignmentLab.Detectors.OccupancyShift;

/// <summary>Says where the policy has gone.</summary>
internal static class OccupancyShiftFinding
{
    private const int MostRows = 8;

    public static Finding Of(
        RiseTest rise, bool byState, Occupancy trusted, Occupancy newest, int rollouts, EnvironmentInfo environment, double alpha, ThinnedSeries series, SeenVersions versions)
    {
        var distances = newest.Distances(trusted);
        var distance = distances.Max();
        return new Finding(
            "occupancy-shift",
            "occupancy-shift",
            distance >= 0.7 ? Severity.Medium : Severity.Low,
            $"The policy visits other states than the first rollouts did: distance {Number(distance)}",
            $"The visits of the newest {Count(rollouts, "rollout", "rollouts")} lie at a distance of {Number(distance)} from those of the first ones (0: the same proportions, 1: no state in common)"
            + (byState ? "" : $", in {Feature(environment, Farthest(distances))}") + ". "
            + $"That of single rollouts was {Number(rise.BaseMedian)} in the median of the base; the e-value of a rise is {Number(rise.Evidence)}, and from {Number(rise.Threshold)} on it is a finding. "
            + $"A policy that goes where it went gets there with a probability of at most {Probability(alpha)}, however often one looks. Honest learning changes where a policy goes as well.",
            new JsonObject
            {
                ["basis"] = byState ? "states" : "features",
                ["eValue"] = rise.Evidence,
                ["threshold"] = rise.Threshold,
                ["base"] = rise.BaseMedian,
                ["newest"] = distance,
                ["chart"] = EvidencePicture.Chart("Distance of the visits from those of the first rollouts", "over the rollouts, in order, until this was found", ("distance of a rollout", series.Points)),
                ["table"] = byState ? States(trusted, newest) : Features(distances, environment),
            },
            versions.All);
    }

    private static JsonObject States(Occupancy trusted, Occupancy newest) => EvidencePicture.Table(
        ["state, in the order in which it was first met", "share of the first visits", "share of the newest"],
        [.. Enumerable.Range(0, newest[0].Count).OrderByDescending(s => Math.Abs(newest[0][s] - trusted[0][s])).Take(MostRows)
            .Select(s => new[] { s == newest[0].Count - 1 ? "not met at first" : $"{s + 1}", Percent(trusted[0][s]), Percent(newest[0][s]) })]);

    private static JsonObject Features(IReadOnlyList<double> distances, EnvironmentInfo environment) => EvidencePicture.Table(
        ["feature", "distance"],
        [.. Enumerable.Range(0, distances.Count).OrderByDescending(f => distances[f]).Take(MostRows).Select(f => new[] { Feature(environment, f), Number(distances[f]) })]);

    private static int Farthest(IReadOnlyList<double> distances) => Enumerable.Range(0, distances.Count).MaxBy(f => distances[f]);

    private static string Feature(EnvironmentInfo environment, int feature) =>
        feature < environment.ObservationEntries.Count ? $"{environment.ObservationEntries[feature].Name} (feature {feature})" : $"feature {feature}";
}
