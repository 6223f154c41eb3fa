using System.Text.Json;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Traces;

/// <summary>Actions to take in turn, read from JSON.</summary>
internal static class ActionScript
{
    /// <summary>Each action as the vector that the environment takes; a bare number stands for a vector of one.</summary>
    /// <exception cref="InvalidInputException">The text is not such an array, or an action lies outside the action space.</exception>
    public static IReadOnlyList<double[]> Parse(string json, IEnvironment environment)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var actions = document.RootElement.EnumerateArray().Select(Vector).ToList();
            var wrong = actions.FindIndex(a => !IsTaken(a, environment.ActionSpace));
            return wrong < 0 ? actions : throw new InvalidInputException(
                $"--actions: action {wrong + 1} is [{string.Join(", ", actions[wrong])}]; {environment.Name} takes {Describe(environment.ActionSpace)}.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidInputException("--actions must be a JSON array of numbers, or of arrays of numbers, such as [0, 1, 1] or [[0.5], [-1]].", error);
        }
    }

    /// <summary>A space in words.</summary>
    public static string Describe(Space space) => space switch
    {
        DiscreteSpace discrete => $"a whole number from 0 to {discrete.Count - 1}",
        BoxSpace { Dimension: 1 } box => $"a number from {Figures.Bound(box.Low[0])} to {Figures.Bound(box.High[0])}",
        BoxSpace { Dimension: > MostBounds } box => $"{box.Dimension} numbers from {Figures.Bound(box.Low.Min())} to {Figures.Bound(box.High.Max())}",
        BoxSpace box => $"{box.Dimension} numbers from [{Bounds(box.Low)}] to [{Bounds(box.High)}]",
        _ => $"{space.Dimension} numbers",
    };

    private const int MostBounds = 16;

    private static string Bounds(double[] bounds) => string.Join(", ", bounds.Select(Figures.Bound));

    // A continuous action outside the bounds is the environment's affair: originals clip it.
    private static bool IsTaken(double[] action, Space space) =>
        space is BoxSpace ? action.Length == space.Dimension && action.All(double.IsFinite) : space.Contains(action);

    private static double[] Vector(JsonElement action) =>
        action.ValueKind == JsonValueKind.Array ? [.. action.EnumerateArray().Select(number => number.GetDouble())] : [action.GetDouble()];
}
