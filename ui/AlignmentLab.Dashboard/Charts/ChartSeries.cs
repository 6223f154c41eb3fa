using AlignmentLab.Core.Projections;

namespace AlignmentLab.Dashboard.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Points">In any order.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<MetricPoint> Points)
{
    /// <summary>The points from left to right.</summary>
    public IReadOnlyList<MetricPoint> Ordered { get; } = [.. Points.OrderBy(p => p.X)];

    /// <summary>Some point stands for several, so that the range which they covered is worth drawing.</summary>
    public bool HasRange => Points.Any(p => p.Low < p.High);
}
