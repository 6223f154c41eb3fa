namespace AlignmentLab.Core.Projections;

/// <summary>Neighbouring points of a metric, taken together.</summary>
/// <param name="X">Mean of their x values.</param>
/// <param name="Mean">Mean of their values.</param>
/// <param name="Count">How many points, 1 or more.</param>
public readonly record struct MetricPoint(double X, double Mean, double Low, double High, int Count);

/// <summary>A metric as a chart shows it.</summary>
/// <param name="Last">The value recorded last.</param>
/// <param name="Recorded">How many points were recorded in all.</param>
/// <param name="Points">At most <see cref="MetricSeries.Capacity"/>, in the order recorded.</param>
public sealed record MetricView(string Name, string? Unit, double Last, long Recorded, IReadOnlyList<MetricPoint> Points);

/// <summary>
/// A metric in bounded memory: while it is short every point is kept; from then on neighbours are taken together, twice as
/// many each time the room is used up, with the range that they covered.
/// </summary>
internal sealed class MetricSeries
{
    /// <summary>Points kept at most.</summary>
    public const int Capacity = 256;

    private readonly List<MetricPoint> _points = [];
    private int _width = 1;

    public string? Unit { get; private set; }

    public double Last { get; private set; }

    public long Recorded { get; private set; }

    public void Add(double? step, double value, string? unit)
    {
        var point = new MetricPoint(step ?? Recorded, value, value, value, 1);
        (Recorded, Last, Unit) = (Recorded + 1, value, unit ?? Unit);
        if (_points is [.., { Count: var count } last] && count < _width)
        {
            _points[^1] = Join(last, point);
            return;
        }

        if (_points.Count == Capacity)
        {
            Halve();
        }

        _points.Add(point);
    }

    public MetricView View(string name) => new(name, Unit, Last, Recorded, [.. _points]);

    private void Halve()
    {
        for (var i = 0; i < Capacity / 2; i++)
        {
            _points[i] = Join(_points[2 * i], _points[(2 * i) + 1]);
        }

        _points.RemoveRange(Capacity / 2, Capacity / 2);
        _width *= 2;
    }

    private static MetricPoint Join(MetricPoint a, MetricPoint b)
    {
        var count = a.Count + b.Count;
        return new MetricPoint(
            ((a.X * a.Count) + (b.X * b.Count)) / count,
            ((a.Mean * a.Count) + (b.Mean * b.Count)) / count,
            Math.Min(a.Low, b.Low),
            Math.Max(a.High, b.High),
            count);
    }
}
