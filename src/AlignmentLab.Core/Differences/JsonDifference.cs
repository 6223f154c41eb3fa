using System.Text.Json;

namespace AlignmentLab.Core.Differences;

/// <summary>One place where two JSON values differ.</summary>
/// <param name="Path">Such as <c>learner.epochs</c> or <c>policies[1].kind</c>; empty where the values as a whole differ.</param>
/// <param name="Left">The left value there, or null where it has none.</param>
/// <param name="Right">The right value there, or null where it has none.</param>
public sealed record JsonDifference(string Path, JsonElement? Left, JsonElement? Right)
{
    /// <summary>
    /// Every place where the two differ, as deep as both go, in the left one's order. Leaves are compared as written, so
    /// <c>1</c> and <c>1.0</c> differ, as they do in a content hash; the order of an object's keys is none of the differences.
    /// </summary>
    public static IReadOnlyList<JsonDifference> Between(JsonElement left, JsonElement right)
    {
        var found = new List<JsonDifference>();
        Compare("", left, right, found);
        return found;
    }

    /// <inheritdoc cref="Between(JsonElement, JsonElement)"/>
    /// <returns>Nothing where one of the two is no JSON.</returns>
    public static IReadOnlyList<JsonDifference> Between(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
    {
        try
        {
            using var l = JsonDocument.Parse(left);
            using var r = JsonDocument.Parse(right);
            return Between(l.RootElement.Clone(), r.RootElement.Clone());
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Compare(string path, JsonElement left, JsonElement right, List<JsonDifference> found)
    {
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object)
        {
            foreach (var key in Keys(left).Union(Keys(right), StringComparer.Ordinal))
            {
                Compare(path.Length == 0 ? key : $"{path}.{key}", Member(left, key), Member(right, key), found);
            }
        }
        else if (left.ValueKind == JsonValueKind.Array && right.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < Math.Max(left.GetArrayLength(), right.GetArrayLength()); i++)
            {
                Compare($"{path}[{i}]", Item(left, i), Item(right, i), found);
            }
        }
        else if (left.ValueKind != right.ValueKind || left.GetRawText() != right.GetRawText())
        {
            found.Add(new JsonDifference(path, left, right));
        }
    }

    private static void Compare(string path, JsonElement? left, JsonElement? right, List<JsonDifference> found)
    {
        if (left is { } l && right is { } r)
        {
            Compare(path, l, r, found);
        }
        else if (left is not null || right is not null)
        {
            found.Add(new JsonDifference(path, left, right));
        }
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static JsonElement? Member(JsonElement element, string key) => element.TryGetProperty(key, out var value) ? value : null;

    private static JsonElement? Item(JsonElement element, int index) => index < element.GetArrayLength() ? element[index] : null;
}
