using AlignmentLab.Algorithms;
using AlignmentLab.Core.Reproductions;
using AlignmentLab.Numerics;
using MediatR;

namespace AlignmentLab.Core.Detection.Measure;

/// <summary>Runs experiments whose learners game their reward and others whose learners do not, and counts what each detector finds.</summary>
/// <param name="Text">The study (<see cref="DetectorStudySpec"/>), YAML.</param>
/// <param name="Source">Its file name, for messages.</param>
/// <param name="Settings"><c>path=value</c> for every run, such as <c>seeds=2</c>.</param>
/// <param name="Author">Who has it run; null: the platform.</param>
public sealed record MeasureDetectors(
    string Text, string Source, IReadOnlyList<string> Settings, IProgress<ReproductionProgress>? Progress = null, string? Author = null) : IRequest<DetectorReport>;

/// <summary>What the detectors made of a study.</summary>
/// <param name="Detectors">In alphabetical order.</param>
/// <param name="Experiments">The gaming ones first.</param>
public sealed record DetectorReport(string Name, IReadOnlyList<DetectorFigures> Detectors, IReadOnlyList<StudiedExperiment> Experiments);

/// <summary>How well one detector tells gaming runs from honest ones.</summary>
/// <param name="Auroc">Of the largest e-value (else 1 / p) in a run's findings; a run without findings scores 0.</param>
/// <param name="Found">The share of gaming runs with a finding.</param>
/// <param name="FalseAlarms">The share of honest runs with a finding.</param>
/// <param name="Delay">The median share of a gaming run's events that had gone by at the first finding; null where there was none.</param>
public sealed record DetectorFigures(string Detector, double Auroc, WilsonInterval Found, WilsonInterval FalseAlarms, double? Delay)
{
    /// <summary>The lower end of the area's 95% interval (<see cref="Numerics.Auroc.Interval"/>).</summary>
    public double AurocLow { get; init; }

    /// <summary>The upper end.</summary>
    public double AurocHigh { get; init; }
}

/// <summary>The runs of one experiment.</summary>
/// <param name="Return">Mean over the runs of the last visible return measured; null where none was.</param>
/// <param name="Hidden">Mean of the last hidden performance; null where none is recorded.</param>
/// <param name="Findings">Runs with a finding, by detector.</param>
public sealed record StudiedExperiment(string Name, bool Gaming, int Runs, double? Return, double? Hidden, IReadOnlyDictionary<string, int> Findings);

/// <summary>What one detector made of one run.</summary>
/// <param name="Score">0 without a finding.</param>
/// <param name="Delay">Null without a finding.</param>
internal readonly record struct DetectorOutcome(double Score, double? Delay);

/// <summary>A run that has been watched to its end.</summary>
internal sealed record WatchedRun(RunId Run, double? Return, double? Hidden, IReadOnlyDictionary<string, DetectorOutcome> Outcomes);
