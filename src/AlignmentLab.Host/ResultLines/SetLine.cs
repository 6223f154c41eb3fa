using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Statistics;

namespace AlignmentLab.Host.ResultLines;

/// <summary>Runs of one spec, taken together.</summary>
/// <param name="Status">The worst of the runs' endings: <c>failed</c> before <c>cancelled</c> before <c>completed</c>.</param>
/// <param name="Metrics">Over the seeds, where the spec has no grid; with a grid see <paramref name="Points"/>.</param>
internal sealed record SetLine(
    string Set,
    int Runs,
    RunStatus Status,
    int Completed,
    int Failed,
    int Cancelled,
    IReadOnlyDictionary<string, MetricLine> Metrics,
    IReadOnlyList<PointLine> Points);

/// <summary>One grid point: what it varies, and its metrics over the seeds.</summary>
internal sealed record PointLine(IReadOnlyDictionary<string, JsonNode?> Overrides, int Runs, IReadOnlyDictionary<string, MetricLine> Metrics);

/// <summary>Mean of a metric over completed runs, with its 95% interval; no interval where there is one run.</summary>
internal sealed record MetricLine(double Mean, double? Low, double? High, int N)
{
    public static MetricLine Of(ConfidenceInterval interval) => new(interval.Mean, interval.Low, interval.High, interval.Count);
}
