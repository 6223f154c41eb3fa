using AlignmentLab.Detection;
using AlignmentLab.Detectors.Statistics;

namespace AlignmentLab.Detectors.HiddenGap;

/// <summary>One run's figures, source by source. Each source has one finding, and a second where it gets worse.</summary>
internal sealed class HiddenGapSession(HiddenGapOptions options) : IDetectorSession
{
    private readonly Dictionary<string, GapSeries> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Severity> _found = new(StringComparer.Ordinal);
    private readonly AlphaSpending _spending = new(options.Alpha);

    public ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        if (PerformanceFigures.Of(observed) is not { } figures)
        {
            return new([]);
        }

        if (!_series.TryGetValue(figures.Source, out var series))
        {
            _series.Add(figures.Source, series = new GapSeries(options, figures.Source, _spending.Spend()));
        }

        series.Add(observed, figures.Pairs);
        if (series.Evidence < series.Threshold)
        {
            return new([]);
        }

        var severity = HiddenGapFinding.SeverityOf(series);
        if (_found.TryGetValue(figures.Source, out var earlier) && earlier >= severity)
        {
            return new([]);
        }

        _found[figures.Source] = severity;
        return new([HiddenGapFinding.Of(series, severity)]);
    }
}
