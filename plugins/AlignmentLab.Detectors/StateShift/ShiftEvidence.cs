using System.Text.Json.Nodes;
using AlignmentLab.Detectors.Statistics;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>The figures behind a finding, for a picture. All numbers are finite; what would not be is left out.</summary>
internal static class ShiftEvidence
{
    private const int MostFeatures = 16;

    public static JsonObject Of(ShiftLook look, ShiftSize size, TrainingRecord training, VisitRecord visit)
    {
        var drawn = look.ByDistance.Take(MostFeatures);
        var trained = Sample(look.Training, training.MeanReturn);
        trained["episodesInAll"] = training.PartsInAll;
        trained["statesInAll"] = training.StatesInAll;
        return new JsonObject
        {
            ["look"] = look.Look,
            ["alpha"] = look.Alpha,
            ["method"] = look.Comparison.Method,
            ["permutations"] = look.Comparison.Permutations,
            ["pValue"] = look.Comparison.PValue,
            ["distance"] = size.Distance,
            ["outsideShare"] = size.Outside,
            ["checkpoint"] = training.Checkpoint.Hash.ToString(),
            ["source"] = visit.Source,
            ["training"] = trained,
            ["visited"] = Sample(look.Visited, visit.MeanReturn),
            ["featuresCompared"] = look.FeatureIndices.Count,
            ["featuresShifted"] = look.Shifted.Count,
            ["features"] = new JsonArray([.. drawn.Select(f => Feature(look, size, f))]),
        };
    }

    private static JsonObject Sample(EpisodeStates sample, double? meanReturn)
    {
        var json = new JsonObject { ["episodes"] = sample.Episodes.Count, ["states"] = sample.States };
        AddFinite(json, "meanReturn", meanReturn);
        return json;
    }

    private static JsonObject Feature(ShiftLook look, ShiftSize size, int feature)
    {
        var (trained, visited) = (look.Training.Sorted(feature), look.Visited.Sorted(feature));
        var test = look.Comparison.Features[feature];
        var json = new JsonObject
        {
            ["index"] = look.FeatureIndices[feature],
            ["name"] = look.Name(feature),
            ["shifted"] = look.PValue(feature) <= look.Alpha,
            ["distance"] = look.Distance(feature),
            ["pValue"] = look.PValue(feature),
            ["values"] = Test(look, feature),
            ["deviations"] = Test(look, look.Deviation(feature)),
            ["outsideShare"] = size.OutsideByFeature[feature],
            ["training"] = Side(trained, test.FirstEffectiveSize),
            ["visited"] = Side(visited, test.SecondEffectiveSize),
        };
        AddFinite(json, "rangeLow", size.Ranges[feature].Low);
        AddFinite(json, "rangeHigh", size.Ranges[feature].High);
        if (SharedHistogram.Of(trained, visited) is { } histogram)
        {
            json["histogram"] = new JsonObject
            {
                ["edges"] = Array(histogram.Edges),
                ["training"] = Array(histogram.First),
                ["visited"] = Array(histogram.Second),
            };
        }

        return json;
    }

    private static JsonObject Test(ShiftLook look, int column)
    {
        var test = look.Comparison.Features[column];
        var json = new JsonObject { ["distance"] = look.Distances[column], ["pValue"] = test.PValue };
        AddFinite(json, "threshold", test.CriticalDistance);
        return json;
    }

    private static JsonObject Side(double[] values, double effectiveSize) => new()
    {
        ["states"] = values.Length,
        ["effectiveStates"] = effectiveSize,
        ["notFinite"] = values.Count(v => !double.IsFinite(v)),
    };

    private static void AddFinite(JsonObject json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json[name] = number;
        }
    }

    private static JsonArray Array(double[] values) => new([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);
}
