using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Judges;

namespace AlignmentLab.Core.Runs.Schema;

/// <summary>One option as a user may set it.</summary>
/// <param name="Path">Below <c>options</c>, such as <c>learner.optimizer.learningRate</c>.</param>
/// <param name="Type">In words, such as <c>whole number</c> or <c>indicator | linear</c>.</param>
/// <param name="Default">Null where the option is left out by default.</param>
/// <param name="Meaning">What it does, with its range; null where the plugin does not say.</param>
public sealed record OptionDescription(string Path, string Type, JsonNode? Default, string? Meaning);

/// <summary>Lists the options of a record, those of nested records under their paths.</summary>
public static class OptionList
{
    public static IReadOnlyList<OptionDescription> Of(Type options, OptionDocumentation documentation) =>
        [.. Of(options, OptionsJson.Write(Activator.CreateInstance(options)!), "", documentation)];

    private static IEnumerable<OptionDescription> Of(Type options, JsonObject defaults, string prefix, OptionDocumentation documentation)
    {
        foreach (var property in SpecBinder.Properties(options))
        {
            var key = SpecBinder.KeyOf(property);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (IsRecord(type) && defaults[key] is JsonObject nested)
            {
                foreach (var option in Of(type, nested, $"{prefix}{key}.", documentation))
                {
                    yield return option;
                }
            }
            else
            {
                var value = type == typeof(JudgeRef) ? defaults[key]?["name"] : defaults[key];
                yield return new OptionDescription(prefix + key, Name(type), value?.DeepClone(), documentation.Of(property));
            }
        }
    }

    /// <summary>Whether an option of a type has options of its own.</summary>
    internal static bool IsRecord(Type type) =>
        type.IsClass && type != typeof(string) && type != typeof(JsonObject) && type != typeof(JudgeRef) && !SpecBinder.IsList(type, out _);

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(JudgeRef) => "judge",
        _ when type == typeof(bool) => "true | false",
        _ when type == typeof(int) || type == typeof(long) || type == typeof(ulong) => "whole number",
        _ when type == typeof(double) => "number",
        _ when type == typeof(TimeSpan) => "hh:mm:ss",
        _ when type.IsEnum => string.Join(" | ", Enum.GetValues(type).Cast<object>().Select(SpecBinder.Kebab)),
        _ when SpecBinder.IsList(type, out var item) => $"list of {Name(item)}s",
        _ => "map",
    };
}
