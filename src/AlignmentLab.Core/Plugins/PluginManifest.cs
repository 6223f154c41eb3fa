using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlignmentLab.Core.Plugins;

/// <summary>A plugin's <c>plugin.json</c>.</summary>
/// <param name="Id">Lower-case words joined by dots, such as <c>alignmentlab.imitation</c>.</param>
/// <param name="Assembly">File name of the assembly, in the manifest's own folder.</param>
/// <param name="Contract">Versions of the contract that the plugin works with, [min, max).</param>
public sealed record PluginManifest(string Id, string Version, string Name, string Assembly, ContractRange Contract, string? Description = null)
{
    private const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads and checks a manifest.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why and what to do.</exception>
    public static PluginManifest Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new FormatException($"{path} is larger than {MaxBytes / 1024} KiB; a manifest is a few lines.");
        }

        PluginManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<PluginManifest>(File.ReadAllBytes(path), Json) ?? throw new FormatException($"{path} is empty.");
        }
        catch (JsonException error)
        {
            throw new FormatException(
                $"{path}{(error.LineNumber is { } line ? $":{line + 1}" : "")}: a manifest is a JSON object with id, version, name, assembly and contract {{ min, max }}. {error.Message}", error);
        }

        if (!Regex.IsMatch(manifest.Id, "^[a-z0-9]+([.-][a-z0-9]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture) || manifest.Id.Length > 100)
        {
            throw new FormatException($"{path}: the id '{manifest.Id}' must be lower-case words joined by dots, 100 characters at most.");
        }

        if (manifest.Assembly != Path.GetFileName(manifest.Assembly) || !manifest.Assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || manifest.Assembly.Contains('\\'))
        {
            throw new FormatException($"{path}: the assembly '{manifest.Assembly}' must be the name of a .dll file beside the manifest, without a folder.");
        }

        return System.Version.TryParse(manifest.Version, out _)
            ? manifest
            : throw new FormatException($"{path}: the version '{manifest.Version}' must be numbers joined by dots, such as 1.2.0.");
    }
}

/// <summary>[Min, Max) of contract versions, such as 0.1 and 0.2.</summary>
public sealed record ContractRange(string Min, string Max)
{
    /// <exception cref="FormatException">A bound is no version, or the range is empty.</exception>
    public bool Contains(Version version)
    {
        if (!Version.TryParse(Min, out var min) || !Version.TryParse(Max, out var max) || min >= max)
        {
            throw new FormatException($"the contract range [{Min}, {Max}) is none: give min and max as versions, min below max.");
        }

        return version >= min && version < max;
    }
}
