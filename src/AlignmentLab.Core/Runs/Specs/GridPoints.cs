using System.Text.Json.Nodes;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>Crosses the paths of a spec's <c>grid</c>.</summary>
internal static class GridPoints
{
    private const int Most = 10_000;

    /// <summary>Each point with the document that has its values; one point without values where there is no grid.</summary>
    /// <exception cref="InvalidInputException">A path has no list of values, or there are too many points.</exception>
    public static IReadOnlyList<(IReadOnlyDictionary<string, JsonNode?> Values, SpecDocument Document)> Of(SpecDocument document)
    {
        var points = new List<(IReadOnlyDictionary<string, JsonNode?>, SpecDocument)> { (new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal), document) };
        if (document.Root.Find("grid") is not SpecMap grid)
        {
            return points;
        }

        foreach (var (path, place, node) in grid.Entries)
        {
            if (path.Split('.')[0] is not ("options" or "environment" or "expert" or "budgets"))
            {
                throw new InvalidInputException($"{place}: a grid varies options, environment, expert or budgets, not '{path}'.");
            }

            if (node is not SpecList { Items.Count: > 0 } values)
            {
                throw new InvalidInputException($"{place}: grid.{path} must be a list of the values that it takes in turn.");
            }

            points = [.. from point in points
                         from value in values.Items
                         select ((IReadOnlyDictionary<string, JsonNode?>)new SortedDictionary<string, JsonNode?>(
                                 point.Item1.Append(KeyValuePair.Create(path, SpecBinder.ToJson(value))).ToDictionary(), StringComparer.Ordinal),
                             point.Item2.With(path, value.Place, value))];
            if (points.Count > Most)
            {
                throw new InvalidInputException($"{place}: the grid has more than {Most} points.");
            }
        }

        return points;
    }
}
