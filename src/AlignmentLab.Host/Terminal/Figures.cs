using System.Globalization;
using System.Text.Json.Nodes;

namespace AlignmentLab.Host.Terminal;

/// <summary>Numbers, times and options as text for people.</summary>
internal static class Figures
{
    private const int HashDigits = 12;

    /// <summary>Five significant digits.</summary>
    public static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits; a bound as large as a number of either precision can be is none.</summary>
    public static string Bound(double value) => value switch
    {
        <= -float.MaxValue => "-inf",
        >= float.MaxValue => "inf",
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    public static string Percent(double fraction) => fraction.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Such as <c>4 s</c>, <c>3:07</c> or <c>2:03:07</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => $"{Math.Ceiling(time.TotalSeconds):0} s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes}:{time.Seconds:00}",
        _ => $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}",
    };

    /// <summary>UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Hash(Events.Sha256 hash) => hash.ToString()[..HashDigits];

    public static string Metrics(IReadOnlyDictionary<string, double> metrics) =>
        string.Join("  ", metrics.Select(m => $"{m.Key} {Number(m.Value)}"));

    /// <summary>As <c>--set</c> takes them: options inside options under their paths.</summary>
    public static string Options(IEnumerable<KeyValuePair<string, JsonNode?>> options) =>
        string.Join(", ", options.SelectMany(o => Flat(o.Key, o.Value)));

    private static IEnumerable<string> Flat(string path, JsonNode? value) => value is JsonObject { Count: > 0 } nested
        ? nested.SelectMany(o => Flat($"{path}.{o.Key}", o.Value))
        : [$"{path}={Value(value)}"];

    /// <summary>An option's value; <c>none</c> where it has none.</summary>
    public static string Value(JsonNode? value) => value switch
    {
        null => "none",
        JsonValue text when text.TryGetValue<string>(out var plain) => plain,
        _ => value.ToJsonString(Serialization.EventJson.Options),
    };
}
