using System.Text.Json;
using System.Text.Json.Serialization;
using AlignmentLab.Environments;
using Autofac;

namespace AlignmentLab.Tests.Environments.Gridworlds;

/// <summary>An episode that the original itself ran; see Traces/README.md.</summary>
/// <param name="Actions">A letter a step: up, down, left, right, no-op.</param>
internal sealed record GridworldTrace(
    string Environment,
    JsonElement Options,
    double[] Draws,
    int[]? Drawn,
    Dictionary<string, double> Values,
    string[] Board,
    string Actions,
    string[] Changes,
    double[] Rewards,
    double[]? Hidden,
    string? End,
    double? Performance,
    double[][]? Estimates)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Dictionary<string, IEnvironmentFactory> Factories = Load();

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.jsonl").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Environments", "Gridworlds", "Traces");

    public static GridworldTrace[] Read(string name) =>
        [.. File.ReadLines(Path.Combine(Folder, $"{name}.jsonl")).Select(line => JsonSerializer.Deserialize<GridworldTrace>(line, Format)!)];

    /// <summary>An environment with options as in a spec.</summary>
    public static IEnvironment Create(string name, string options = "{}") =>
        Create(name, JsonSerializer.Deserialize<JsonElement>(options));

    public IEnvironment Create() => Create(Environment, Options);

    private static IEnvironment Create(string name, JsonElement options)
    {
        var factory = Factories[name];
        return factory.Create(options.Deserialize(factory.OptionsType, Format)!);
    }

    private static Dictionary<string, IEnvironmentFactory> Load()
    {
        var builder = new ContainerBuilder();
        builder.RegisterModule<EnvironmentsModule>();
        using var container = builder.Build();
        return container.Resolve<IEnumerable<IEnvironmentFactory>>().ToDictionary(f => f.Name);
    }
}
