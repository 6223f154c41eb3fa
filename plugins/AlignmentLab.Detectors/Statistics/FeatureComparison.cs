namespace AlignmentLab.Detectors.Statistics;

/// <summary>What a test says of one feature.</summary>
/// <param name="PValue">Adjusted for the number of features compared, in [0, 1].</param>
/// <param name="CriticalDistance">The distance from which on the test finds a difference at its level; above 1 where none does.</param>
/// <param name="FirstEffectiveSize">Of how many independent states the first sample is worth.</param>
/// <param name="SecondEffectiveSize">Of how many the second is.</param>
public readonly record struct FeatureComparison(double PValue, double CriticalDistance, double FirstEffectiveSize, double SecondEffectiveSize);

/// <summary>What a test says of two samples of episodes.</summary>
/// <param name="Method"><c>episode-permutation</c> or <c>effective-size</c>.</param>
/// <param name="PValue">Of no difference in any feature.</param>
/// <param name="Permutations">Regroupings of the episodes that were looked at; 0 where the method has none.</param>
/// <param name="Features">One a feature.</param>
public sealed record Comparison(string Method, double PValue, int Permutations, IReadOnlyList<FeatureComparison> Features);
