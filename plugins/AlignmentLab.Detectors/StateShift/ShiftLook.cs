using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>Two samples that a test told apart.</summary>
/// <param name="Look">Which look of the run it was, from 1.</param>
/// <param name="Alpha">The level of this look.</param>
/// <param name="FeatureIndices">Where each feature compared stands in an observation.</param>
/// <param name="Distances">Kolmogorov-Smirnov distance of each feature, then of each feature's deviation (<see cref="EpisodeCounts.WithDeviations"/>).</param>
/// <param name="Comparison">What the test says of the same.</param>
internal sealed record ShiftLook(
    int Look,
    double Alpha,
    EpisodeStates Training,
    EpisodeStates Visited,
    IReadOnlyList<int> FeatureIndices,
    IReadOnlyList<double> Distances,
    Comparison Comparison)
{
    /// <summary>What the features are; empty where the environment does not say.</summary>
    public IReadOnlyList<Quantity> Entries { get; init; } = [];

    /// <summary>A feature in words: <c>pole angle (feature 2)</c>, or its number alone.</summary>
    public string Name(int feature) => FeatureIndices[feature] is var index && index < Entries.Count ? $"{Entries[index].Name} (feature {index})" : $"feature {index}";

    /// <summary>Features that the test found different, by their values or their deviations; the largest distance first.</summary>
    public IReadOnlyList<int> Shifted => [.. ByDistance.Where(f => PValue(f) <= Alpha)];

    /// <summary>All features compared; the largest distance first.</summary>
    public IEnumerable<int> ByDistance => Enumerable.Range(0, FeatureIndices.Count).OrderByDescending(Distance);

    /// <summary>The larger of the distances of a feature's values and deviations.</summary>
    public double Distance(int feature) => Math.Max(Distances[feature], Distances[Deviation(feature)]);

    /// <summary>The smaller of the p-values of a feature's values and deviations.</summary>
    public double PValue(int feature) => Math.Min(Comparison.Features[feature].PValue, Comparison.Features[Deviation(feature)].PValue);

    /// <summary>Where the deviation of a feature stands in <see cref="Distances"/> and <see cref="Comparison"/>.</summary>
    public int Deviation(int feature) => FeatureIndices.Count + feature;
}
