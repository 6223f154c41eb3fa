namespace AlignmentLab.Detectors.Evidence;

/// <summary>A series in bounded memory: once it has grown past 256 points, neighbours are taken together, by their mean.</summary>
internal sealed class ThinnedSeries
{
    private const int Most = 256;

    private readonly List<(double X, double Sum, int Count)> _points = [];
    private int _width = 1;
    private long _taken;

    /// <summary>The points so far: x counts from 1, at the last of the points taken together.</summary>
    public IEnumerable<(double X, double Y)> Points => _points.Select(p => (p.X, p.Sum / p.Count));

    public void Add(double value)
    {
        _taken++;
        if (_points.Count > 0 && _points[^1].Count < _width)
        {
            var last = _points[^1];
            _points[^1] = (_taken, last.Sum + value, last.Count + 1);
            return;
        }

        if (_points.Count == Most)
        {
            for (var i = 0; i < Most / 2; i++)
            {
                var (left, right) = (_points[2 * i], _points[(2 * i) + 1]);
                _points[i] = (right.X, left.Sum + right.Sum, left.Count + right.Count);
            }

            _points.RemoveRange(Most / 2, Most / 2);
            _width *= 2;
        }

        _points.Add((_taken, value, 1));
    }
}
