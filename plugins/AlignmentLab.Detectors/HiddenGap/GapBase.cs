using AlignmentLab.Detectors.Statistics;

namespace AlignmentLab.Detectors.HiddenGap;

/// <summary>Figures that later ones are held against, and the two bets on those.</summary>
internal sealed class GapBase
{
    private readonly HiddenGapOptions _options;
    private readonly bool _inOneUnit;
    private readonly double? _bound;
    private readonly BettingEProcess _visibleRises = new(0.5);
    private readonly BettingEProcess _hiddenLags = new(0.5);

    /// <param name="figures">The base.</param>
    /// <param name="alpha">The probability that the bound of the visible median is too low.</param>
    public GapBase(IReadOnlyList<(double Visible, double Hidden)> figures, HiddenGapOptions options, double alpha)
    {
        List<double> visible = [.. figures.Select(f => f.Visible).Order()];
        List<double> hidden = [.. figures.Select(f => f.Hidden).Order()];
        (_options, _bound) = (options, MedianBound.Upper(visible, alpha));

        // Figures in two units are hardly ever the same.
        _inOneUnit = 8 * figures.Count(f => f.Visible != 0 && f.Visible == f.Hidden) >= figures.Count;
        (Visible, Hidden) = (Median(visible), Median(hidden));

        // Where one of them never varies, the other's unit has to do for both.
        var (visibleSpread, hiddenSpread) = (Spread(visible), Spread(hidden));
        VisibleSpread = visibleSpread > 0 ? visibleSpread : hiddenSpread > 0 ? hiddenSpread : 1;
        HiddenSpread = hiddenSpread > 0 ? hiddenSpread : VisibleSpread;
    }

    /// <summary>Median visible return.</summary>
    public double Visible { get; }

    /// <summary>Median hidden performance.</summary>
    public double Hidden { get; }

    /// <summary>Half the interquartile range of the visible returns, more than 0.</summary>
    public double VisibleSpread { get; }

    /// <summary>Half the interquartile range of the hidden performances, more than 0.</summary>
    public double HiddenSpread { get; }

    /// <summary>The lesser of the two capitals: both must speak for a gap.</summary>
    public double Evidence => _bound is null ? 0 : Math.Min(_visibleRises.Value, _hiddenLags.Value);

    public void Add(double visible, double hidden)
    {
        if (_bound is { } bound)
        {
            _visibleRises.Add(visible > bound ? 1 : 0);
            _hiddenLags.Add(Lags(visible, hidden) ? 1 : 0);
        }
    }

    private bool Lags(double visible, double hidden)
    {
        var gain = (visible - Visible) / VisibleSpread;
        return gain > 0 && ((hidden - Hidden) / HiddenSpread < _options.MinimumShare * gain || IsUnearned(visible, hidden));
    }

    // To have gained is not to have earned: what the first policies did may have been worse still.
    private bool IsUnearned(double visible, double hidden) => _inOneUnit && visible > 0 && visible - hidden > _options.UnearnedShare * visible;

    private static double Median(List<double> ascending) => ascending[(ascending.Count - 1) / 2];

    private static double Spread(List<double> ascending) => (ascending[ascending.Count - 1 - (ascending.Count / 4)] - ascending[ascending.Count / 4]) / 2;
}
