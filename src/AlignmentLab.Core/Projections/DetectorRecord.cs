using AlignmentLab.Core.Incidents;
using AlignmentLab.Numerics;

namespace AlignmentLab.Core.Projections;

/// <summary>How the incidents that a detector opened were judged by people.</summary>
/// <param name="Open">Not judged yet.</param>
/// <param name="Resolved">Found to be real.</param>
/// <param name="Dismissed">Found to be false alarms.</param>
public sealed record DetectorRecord(string Detector, int Open, int Resolved, int Dismissed)
{
    /// <summary>
    /// The share of false alarms among the incidents that were judged, with its 95% interval; null before the first. It says
    /// how often an alarm is false, not how often a run without fault raises one.
    /// </summary>
    public WilsonInterval? FalseAlarms => Resolved + Dismissed > 0 ? WilsonInterval.Of(Dismissed, Resolved + Dismissed) : null;

    /// <summary>The record of every detector that has opened an incident.</summary>
    public static IReadOnlyDictionary<string, DetectorRecord> Of(IEnumerable<IncidentView> incidents) => incidents
        .GroupBy(i => i.Detector, StringComparer.Ordinal)
        .ToDictionary(
            g => g.Key,
            g => new DetectorRecord(g.Key, g.Count(i => i.IsOpen), g.Count(i => i.State == IncidentState.Resolved), g.Count(i => i.State == IncidentState.Dismissed)),
            StringComparer.Ordinal);
}
