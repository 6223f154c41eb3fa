using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Serialization;

namespace AlignmentLab.Detectors.HiddenGap;

/// <summary>Visible returns with the hidden performance of the same episodes.</summary>
/// <param name="Source">Such as <c>rollouts</c>: figures of one source are compared with each other.</param>
internal sealed record PerformanceFigures(string Source, IReadOnlyList<(double Visible, double Hidden)> Pairs)
{
    /// <summary>What an effect recorded; null where it hides nothing that belongs to a return.</summary>
    public static PerformanceFigures? Of(Observed observed) => observed switch
    {
        { Hidden: null } or { Result: null } => null,
        { Result: Rollout rollout } => Number(observed.Hidden["performance"]) is { } hidden ? new PerformanceFigures("rollouts", [(rollout.Return, hidden)]) : null,
        { Result: Evaluation evaluation } => Paired("evaluations", evaluation.Returns, observed.Hidden["performance"]),
        _ => OfOther(observed.Result, observed.Hidden),
    };

    // Other plugins' results are not known here by type; what they store is.
    private static PerformanceFigures? OfOther(object result, JsonObject hidden)
    {
        if (JsonSerializer.SerializeToNode(result, result.GetType(), EventJson.Options) is not JsonObject stored)
        {
            return null;
        }

        if (Numbers(stored["returns"]) is { } curve)
        {
            return hidden.Select(h => Paired("learning curve", curve, h.Value)).FirstOrDefault(p => p is not null);
        }

        return Number(stored["return"]) is { } expected && Number(hidden["performance"]) is { } performance ? new PerformanceFigures("plans", [(expected, performance)]) : null;
    }

    private static PerformanceFigures? Paired(string source, IReadOnlyList<double> visible, JsonNode? hidden) =>
        Numbers(hidden) is { } numbers && numbers.Count == visible.Count && numbers.Count > 0 ? new PerformanceFigures(source, [.. visible.Zip(numbers)]) : null;

    private static List<double>? Numbers(JsonNode? node)
    {
        var numbers = (node as JsonArray)?.Select(Number).ToList();
        return numbers is null || numbers.Contains(null) ? null : [.. numbers.Select(n => n!.Value)];
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : null;
}
