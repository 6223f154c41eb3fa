using System.Text.Json;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Holds what a run's last event says of the run against the events before it.</summary>
internal static class RunClaims
{
    /// <summary>The payload of the event that a run completed with; null for any other event.</summary>
    /// <exception cref="DamagedEventException">It is damaged.</exception>
    public static RunCompleted? Of(RecordedEvent last, EventUpcasters upcasters)
    {
        if (RunEnding.Of(last.Type) != RunStatus.Completed)
        {
            return null;
        }

        try
        {
            return upcasters.Read<RunCompleted>(last);
        }
        catch (JsonException error)
        {
            throw new DamagedEventException($"{last.Stream} version {last.Version} ({last.Type}) is damaged: {error.Message} `alab verify` tells what else is.", error);
        }
    }

    /// <summary>Where the metrics that a run claims are not those that it measured.</summary>
    public static IEnumerable<string> AgainstMetrics(RunCompleted claimed, IReadOnlyDictionary<string, double> measured) =>
        claimed.Metrics.Keys.Union(measured.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(name => !claimed.Metrics.TryGetValue(name, out var claim) || !measured.TryGetValue(name, out var value) || !claim.Equals(value))
            .Select(name => $"the run's last event says {name} {Text(claimed.Metrics, name)}, its last measurement is {Text(measured, name)}");

    /// <summary>Where the digest and the number of effects that a run claims are not those of its events.</summary>
    public static IEnumerable<string> AgainstEffects(RunCompleted claimed, Sha256 digest, long effects)
    {
        if (claimed.Digest != digest)
        {
            yield return $"the run's last event says that its digest is {claimed.Digest}, its events have {digest}";
        }

        if (claimed.Effects != effects)
        {
            yield return $"the run's last event says that it has {claimed.Effects} effects, its stream holds {effects}";
        }
    }

    private static string Text(IReadOnlyDictionary<string, double> metrics, string name) =>
        metrics.TryGetValue(name, out var value) ? value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "none";
}
