using System.Text.Json.Nodes;

namespace AlignmentLab.Dashboard.Charts;

/// <summary>
/// A feature of the states that a policy visits, beside that of the states it was trained on, as a detector's evidence gives
/// it. Evidence is a plugin's: whatever does not read is left out.
/// </summary>
/// <param name="Edges">Bounds of the bins, ascending, one more than there are bins.</param>
/// <param name="Training">Share of the training states in each bin.</param>
/// <param name="Visited">Share of the visited states in each bin.</param>
public sealed record ShiftedFeature(
    int Index, bool Shifted, double Distance, double PValue, double OutsideShare, IReadOnlyList<double> Edges, IReadOnlyList<double> Training, IReadOnlyList<double> Visited)
{
    /// <summary>The features that an incident's evidence draws, the furthest apart first; none where it is of another kind.</summary>
    public static IReadOnlyList<ShiftedFeature> Of(JsonObject evidence)
    {
        try
        {
            return evidence["features"] is JsonArray features ? [.. features.OfType<JsonObject>().Select(Read).OfType<ShiftedFeature>()] : [];
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    private static ShiftedFeature? Read(JsonObject feature)
    {
        if (feature["histogram"] is not JsonObject histogram)
        {
            return null;
        }

        var (edges, training, visited) = (Numbers(histogram["edges"]), Numbers(histogram["training"]), Numbers(histogram["visited"]));
        return edges.Count < 2 || training.Count != edges.Count - 1 || visited.Count != edges.Count - 1 || edges.Zip(edges.Skip(1)).Any(e => e.First >= e.Second)
            ? null
            : new ShiftedFeature(
                (int)Number(feature["index"]), feature["shifted"]?.GetValue<bool>() ?? false, Number(feature["distance"]), Number(feature["pValue"]),
                Number(feature["outsideShare"]), edges, Shares(training), Shares(visited));
    }

    private static List<double> Numbers(JsonNode? node) => node is JsonArray array ? [.. array.Select(Number)] : [];

    private static double Number(JsonNode? node) => node?.GetValue<double>() is { } value && double.IsFinite(value) ? value : 0;

    private static List<double> Shares(List<double> counts) => counts.Sum() is > 0 and var sum ? [.. counts.Select(c => Math.Max(0, c) / sum)] : counts;
}
