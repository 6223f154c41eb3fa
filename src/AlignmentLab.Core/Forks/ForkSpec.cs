using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Errors;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Forks;

/// <summary>A recorded definition as the spec that would give it, with what a fork swaps laid over it.</summary>
internal static class ForkSpec
{
    private static readonly Dictionary<string, string> Fixed = new(StringComparer.Ordinal)
    {
        ["algorithm"] = "A fork goes on with its parent's algorithm, whose options can be set",
        ["environment"] = "A fork stays in its parent's environment, where its past was seen",
        ["grid"] = "A fork is one run",
    };

    /// <summary>The parent's definition as a spec.</summary>
    public static SpecDocument Of(RunSubmitted parent, string source)
    {
        var spec = new
        {
            parent.Name,
            parent.Description,
            Algorithm = parent.Algorithm.Name,
            parent.Algorithm.Options,
            parent.Environment,
            parent.Expert,
            parent.Detectors,
            Seeds = (ulong[])[parent.Seed],
            parent.Budgets,
            parent.Jobs,
        };
        return new SpecDocument((SpecMap)SpecJson.ToNode(JsonSerializer.SerializeToElement(spec, EventJson.Options), source));
    }

    /// <summary>Lays a setting over it.</summary>
    /// <param name="setting"><c>path=value</c>; <c>seed=7</c> is read as the one seed.</param>
    /// <exception cref="InvalidInputException">A fork cannot swap that.</exception>
    public static SpecDocument With(this SpecDocument spec, string setting, IDictionary<string, JsonNode?> overrides)
    {
        var path = setting.Split('=')[0].Trim();
        if (Fixed.TryGetValue(path.Split('.')[0], out var reason))
        {
            throw new InvalidInputException($"--set {path}: {reason}. Submit a new run with `alab run` instead.");
        }

        var changed = path == "seed" ? WithSeed(spec, setting) : spec.With(setting);
        overrides[path] = SpecBinder.ToJson(path == "seed" ? ((SpecList)changed.Root.Find("seeds")!).Items[0] : changed.Root.At(path)!);
        return changed;
    }

    private static SpecDocument WithSeed(SpecDocument spec, string setting)
    {
        const string Place = "--set seed";
        var text = setting[(setting.IndexOf('=') + 1)..].Trim();
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? spec.With("seeds", Place, new SpecList(Place, [new SpecScalar(Place, text, Quoted: false)]))
            : throw new InvalidInputException($"{Place}: write seed=N, where N is a whole number of 0 or more.");
    }
}
