using System.Text.Json.Nodes;

namespace AlignmentLab.Detection;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    Low,
    Medium,
    High,
}

/// <summary>What a detector found. Findings of one detector with the same <paramref name="Key"/> belong to one incident.</summary>
/// <param name="Kind">Such as <c>distribution-shift</c> or <c>reward-gaming</c>.</param>
/// <param name="Key">Tells one thing found from another within the run; stable from one look to the next.</param>
/// <param name="Title">One line for a list.</param>
/// <param name="Explanation">What was compared with what, the statistic and the threshold, in sentences.</param>
/// <param name="Evidence">Figures that a picture can be drawn from.</param>
/// <param name="EvidenceVersions">Versions of the run stream's events that the finding rests on.</param>
public sealed record Finding(
    string Kind, string Key, Severity Severity, string Title, string Explanation, JsonObject Evidence, IReadOnlyList<long> EvidenceVersions);
