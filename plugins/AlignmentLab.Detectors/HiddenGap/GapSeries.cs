using AlignmentLab.Detection;
using AlignmentLab.Detectors.Evidence;

namespace AlignmentLab.Detectors.HiddenGap;

/// <summary>The figures of one source, held against several bases of its own past.</summary>
/// <param name="alpha">The false-alarm rate of this source; half of it goes to the bases' bounds, half to the bets.</param>
internal sealed class GapSeries(HiddenGapOptions options, string source, double alpha)
{
    private readonly Queue<(double Visible, double Hidden)> _recent = new();
    private readonly List<GapBase> _bases = [];
    private long _baseEnds = options.BaseSize;

    public string Source => source;

    public double Alpha => alpha;

    /// <summary>Figures so far.</summary>
    public long Count { get; private set; }

    public ThinnedSeries Visible { get; } = new();

    public ThinnedSeries Hidden { get; } = new();

    public SeenVersions Versions { get; } = new();

    /// <summary>The e-value of a gap: a mixture over the bases, with weights 1 / (i (i + 1)).</summary>
    public double Evidence => _bases.Select((b, i) => Weight(i) * b.Evidence).Sum();

    /// <summary>The e-value from which on there is a gap.</summary>
    public double Threshold => 2 / alpha;

    /// <summary>The base that speaks loudest.</summary>
    public GapBase Strongest => _bases.MaxBy(b => b.Evidence)!;

    /// <summary>Means of the newest figures, as many as make a base.</summary>
    public (double Visible, double Hidden) Newest => (_recent.Average(r => r.Visible), _recent.Average(r => r.Hidden));

    public void Add(Observed observed, IReadOnlyList<(double Visible, double Hidden)> figures)
    {
        Versions.Add(observed, _bases.Count == 0);
        foreach (var (visible, hidden) in figures)
        {
            Add(visible, hidden);
        }
    }

    private void Add(double visible, double hidden)
    {
        Count++;
        Visible.Add(visible);
        Hidden.Add(hidden);
        foreach (var b in _bases)
        {
            b.Add(visible, hidden);
        }

        _recent.Enqueue((visible, hidden));
        if (_recent.Count > options.BaseSize)
        {
            _recent.Dequeue();
        }

        // Bases end at 16, 32, 64 and so on: few, however long the series.
        if (Count == _baseEnds)
        {
            _bases.Add(new GapBase([.. _recent], options, alpha / 2 * Weight(_bases.Count)));
            _baseEnds *= 2;
        }
    }

    private static double Weight(int index) => 1.0 / ((index + 1.0) * (index + 2.0));
}
