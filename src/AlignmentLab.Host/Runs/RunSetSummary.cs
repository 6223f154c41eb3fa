using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Core.Statistics;
using AlignmentLab.Serialization;

namespace AlignmentLab.Host.Runs;

/// <summary>Takes the results of runs of one set together: each metric over the seeds of each grid point.</summary>
internal static class RunSetSummary
{
    /// <param name="runs">One at least, with what each varies.</param>
    public static SetLine Of(string set, IReadOnlyList<(RunResult Result, IReadOnlyDictionary<string, JsonNode?> Overrides)> runs)
    {
        var points = runs
            .GroupBy(r => System.Text.Json.JsonSerializer.Serialize(r.Overrides, EventJson.Options), StringComparer.Ordinal)
            .Select(point => new PointLine(point.First().Overrides, point.Count(), Metrics([.. point.Select(r => r.Result)])))
            .ToList();
        int Count(RunStatus status) => runs.Count(r => r.Result.Status == status);
        var status = Count(RunStatus.Failed) > 0 ? RunStatus.Failed : Count(RunStatus.Cancelled) > 0 ? RunStatus.Cancelled : Count(RunStatus.Paused) > 0 ? RunStatus.Paused : RunStatus.Completed;
        return new SetLine(
            set, runs.Count, status, Count(RunStatus.Completed), Count(RunStatus.Failed), Count(RunStatus.Cancelled),
            points.Count == 1 ? points[0].Metrics : new Dictionary<string, MetricLine>(StringComparer.Ordinal), points);
    }

    private static SortedDictionary<string, MetricLine> Metrics(IReadOnlyList<RunResult> results)
    {
        var completed = results.Where(r => r.Status == RunStatus.Completed).ToList();
        var metrics = new SortedDictionary<string, MetricLine>(StringComparer.Ordinal);
        foreach (var name in completed.SelectMany(r => r.Metrics.Keys).Distinct(StringComparer.Ordinal))
        {
            var values = completed.Where(r => r.Metrics.ContainsKey(name)).Select(r => r.Metrics[name]).ToList();
            metrics.Add(name, MetricLine.Of(ConfidenceInterval.Of(values)));
        }

        return metrics;
    }
}
