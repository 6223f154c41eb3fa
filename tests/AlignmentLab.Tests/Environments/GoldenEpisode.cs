using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlignmentLab.Tests.Environments;

/// <summary>An episode that Gymnasium itself ran; see Golden/README.md.</summary>
/// <param name="States">One more than the actions; the first is the one after reset.</param>
internal sealed record GoldenEpisode(
    JsonElement Options, ulong Seed, double[][] States, double[] Actions, double[] Rewards, bool Terminated, bool Truncated)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static GoldenEpisode[] Read(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Environments", "Golden", $"{file}.json");
        return JsonSerializer.Deserialize<GoldenEpisode[]>(File.ReadAllText(path), Format)!;
    }

    public object OptionsAs(Type type) => Options.Deserialize(type, Format)!;
}
