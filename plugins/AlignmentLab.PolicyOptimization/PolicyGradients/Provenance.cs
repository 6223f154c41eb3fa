using AlignmentLab.Algorithms;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>What a checkpoint says of where it comes from.</summary>
internal static class Provenance
{
    public static Dictionary<string, string> Of(IEffectScope scope) => new(StringComparer.Ordinal) { ["trained_by"] = $"{scope.Call}" };
}
