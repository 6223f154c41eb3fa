using System.Text.Json;
using AlignmentLab.Core.Runs;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Differences;

/// <summary>What sets two runs apart before either has done anything.</summary>
internal static class DefinitionDifferences
{
    /// <summary>The paths of the submitted definitions that differ, leaving out what only names a run or tells where it comes from.</summary>
    public static IReadOnlyList<JsonDifference> Between(RunSubmitted left, RunSubmitted right) => JsonDifference.Between(Bare(left), Bare(right));

    private static JsonElement Bare(RunSubmitted submitted) => JsonSerializer.SerializeToElement(
        submitted with { Name = "", Set = "", Overrides = new Dictionary<string, System.Text.Json.Nodes.JsonNode?>(StringComparer.Ordinal), Description = null, Parent = null },
        EventJson.Options);
}
