using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Errors;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Options between their record and the JSON object that events hold.</summary>
internal static class OptionsJson
{
    public static JsonObject Write(object options) =>
        JsonSerializer.SerializeToNode(options, options.GetType(), EventJson.Options)!.AsObject();

    /// <exception cref="EnvironmentFailureException">The object was written by another version of the plugin.</exception>
    public static object Read(JsonObject options, Type type, string owner)
    {
        try
        {
            return options.Deserialize(type, EventJson.Options)!;
        }
        catch (JsonException error)
        {
            throw new EnvironmentFailureException(
                $"The recorded options of {owner} do not read as {type.Name}: {error.Message} Install the plugin version that made the run.", error);
        }
    }
}
