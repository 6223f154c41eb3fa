using System.Text.Json;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Composition;

/// <summary>
/// Which engine stands behind each port, from the <c>engines</c> of the lab's <c>lab.json</c>, over which the environment
/// variables <c>Engines__EventStore</c>, <c>Engines__JobQueue</c>, <c>Engines__Trainer</c> and <c>Engines__BlobStore</c> go.
/// </summary>
internal sealed record EngineSettings
{
    /// <summary>The engines that need no server.</summary>
    public const string Embedded = "embedded";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    public string EventStore { get; init; } = Embedded;

    public string BlobStore { get; init; } = Embedded;

    public string JobQueue { get; init; } = Embedded;

    public string Trainer { get; init; } = Embedded;

    /// <exception cref="InvalidInputException">The settings cannot be read, or name an engine that is not there.</exception>
    public static EngineSettings Read(LabLocation location)
    {
        var settings = File.Exists(location.Settings) ? Parse(location.Settings) : new EngineSettings();
        return new EngineSettings
        {
            EventStore = Chosen(nameof(EventStore), settings.EventStore),
            BlobStore = Chosen(nameof(BlobStore), settings.BlobStore),
            JobQueue = Chosen(nameof(JobQueue), settings.JobQueue),
            Trainer = Chosen(nameof(Trainer), settings.Trainer),
        };
    }

    private static EngineSettings Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LabSettings>(File.ReadAllBytes(path), Json)?.Engines ?? new EngineSettings();
        }
        catch (JsonException error)
        {
            throw new InvalidInputException($"{path}:{(error.LineNumber ?? 0) + 1}: {error.Message}", error);
        }
    }

    private static string Chosen(string port, string configured)
    {
        var engine = Environment.GetEnvironmentVariable($"Engines__{port}") is { Length: > 0 } named ? named : configured;
        return engine == Embedded ? engine : throw new InvalidInputException(
            $"Engines:{port} is '{engine}', and this build has no such engine{NearestName.Suggestion(engine, [Embedded])} There is: {Embedded}.");
    }

    private sealed record LabSettings(EngineSettings? Engines = null);
}
