using AlignmentLab.Detectors.Statistics;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>Two samples that a test told apart.</summary>
/// <param name="Look">Which look of the run it was, from 1.</param>
/// <param name="Alpha">The level of this look.</param>
/// <param name="FeatureIndices">Where each feature compared stands in an observation.</param>
/// <param name="Distances">Kolmogorov-Smirnov distance of each feature.</param>
internal sealed record ShiftLook(
    int Look,
    double Alpha,
    EpisodeStates Training,
    EpisodeStates Visited,
    IReadOnlyList<int> FeatureIndices,
    IReadOnlyList<double> Distances,
    Comparison Comparison)
{
    /// <summary>Features whose distances the test holds for a difference, the largest distance first.</summary>
    public IReadOnlyList<int> Shifted { get; } =
        [.. Enumerable.Range(0, Distances.Count).Where(f => Comparison.Features[f].PValue <= Alpha).OrderByDescending(f => Distances[f])];
}
