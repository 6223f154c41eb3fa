using System.Text.Json;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>Turns recorded JSON back into what somebody could have written in a spec.</summary>
internal static class SpecJson
{
    /// <param name="place">What faults are blamed on, such as a run's name.</param>
    public static SpecNode ToNode(JsonElement json, string place) => json.ValueKind switch
    {
        JsonValueKind.Object => new SpecMap(place, [.. json.EnumerateObject().Select(p => (p.Name, place, ToNode(p.Value, place)))]),
        JsonValueKind.Array => new SpecList(place, [.. json.EnumerateArray().Select(item => ToNode(item, place))]),
        JsonValueKind.String => new SpecScalar(place, json.GetString()!, Quoted: true),
        _ => new SpecScalar(place, json.GetRawText(), Quoted: false),
    };
}
