using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;
using AlignmentLab.Judges;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>
/// Turns nodes into records, strictly: a key that the record does not have, or a value of another type, is an error that
/// names the line, what was expected and the nearest name. What a map leaves out stays as the record that holds it has it by default.
/// </summary>
internal static class SpecBinder
{
    private const int MostSeeds = 100_000;

    /// <exception cref="InvalidInputException">One line for each fault.</exception>
    public static T Bind<T>(SpecNode node, string path) => (T)Bind(node, typeof(T), path);

    /// <inheritdoc cref="Bind{T}"/>
    public static object Bind(SpecNode node, Type type, string path)
    {
        var faults = new List<string>();
        var value = Read(node, type, path, faults);
        return faults.Count == 0 ? value! : throw new InvalidInputException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>A node as JSON, numbers as numbers.</summary>
    public static JsonNode? ToJson(SpecNode node) => node switch
    {
        SpecScalar { IsNull: true } => null,
        SpecScalar { Quoted: false, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        SpecScalar { Quoted: false } number when long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        SpecScalar { Quoted: false } number when IsNumber(number.Text, out var real) => JsonValue.Create(real),
        SpecScalar text => JsonValue.Create(text.Text),
        SpecList list => new JsonArray([.. list.Items.Select(ToJson)]),
        SpecMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, ToJson(e.Value)))),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    /// <param name="standing">What stands there by default, of which a map changes the keys that it names; null: the type's own defaults.</param>
    private static object? Read(SpecNode node, Type type, string path, List<string> faults, object? standing = null)
    {
        var inner = Nullable.GetUnderlyingType(type);
        if (node is SpecScalar { IsNull: true })
        {
            return inner is not null || !type.IsValueType ? null : Fault(node, path, Describe(type), faults);
        }

        type = inner ?? type;
        return type switch
        {
            _ when type == typeof(JsonObject) => node is SpecMap map ? ToJson(map) : Fault(node, path, "a map", faults),
            _ when type == typeof(NamedSpec) && node is SpecScalar name => new NamedSpec { Name = name.Text },
            _ when type == typeof(JudgeRef) => ReadJudge(node, path, faults),
            _ when type == typeof(SeedList) => ReadSeeds(node, path, faults),
            _ when IsList(type, out var item) => ReadList(node, type, item, path, faults),
            _ when type.IsClass && type != typeof(string) => ReadRecord(node, type, path, faults, standing),
            _ => ReadScalar(node, type, path, faults),
        };
    }

    private static JudgeRef? ReadJudge(SpecNode node, string path, List<string> faults) =>
        Read(node, typeof(NamedSpec), path, faults) is NamedSpec named ? new JudgeRef(named.Name, named.Options ?? []) : null;

    private static object? ReadScalar(SpecNode node, Type type, string path, List<string> faults)
    {
        if (node is not SpecScalar { Text: var text, Quoted: var quoted })
        {
            return Fault(node, path, Describe(type), faults);
        }

        object? value = type switch
        {
            _ when type == typeof(string) => text,
            _ when quoted && type != typeof(TimeSpan) && !type.IsEnum => null,
            _ when type == typeof(bool) => text switch { "true" => true, "false" => false, _ => null },
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null,
            _ when type == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) ? l : null,
            _ when type == typeof(ulong) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var u) ? u : null,
            _ when type == typeof(double) => IsNumber(text, out var d) ? d : null,
            _ when type == typeof(TimeSpan) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var t) && t > TimeSpan.Zero && text.Contains(':') ? t : null,
            _ when type.IsEnum => Enum.GetValues(type).Cast<object>().FirstOrDefault(v => Kebab(v) == text),
            _ => throw new NotSupportedException($"An option of type {type} cannot be written in a spec."),
        };
        return value ?? Fault(node, path, !quoted && IsWhole(text) ? DescribeRange(type) : Describe(type), faults);
    }

    private static object? ReadRecord(SpecNode node, Type type, string path, List<string> faults, object? standing)
    {
        if (node is not SpecMap map)
        {
            return Fault(node, path, "a map of " + string.Join(", ", Properties(type).Select(KeyOf)), faults);
        }

        var record = standing is null ? Activator.CreateInstance(type)! : Copy(standing);
        var properties = Properties(type).ToDictionary(KeyOf, StringComparer.Ordinal);
        foreach (var (key, at, value) in map.Entries)
        {
            var inner = path.Length == 0 ? key : $"{path}.{key}";
            if (!properties.TryGetValue(key, out var property))
            {
                var where = path.Length == 0 ? "a spec" : $"'{path}'";
                faults.Add($"{at}: {where} has no '{key}'{NearestName.Suggestion(key, properties.Keys)} It has: {(properties.Count == 0 ? "nothing" : string.Join(", ", properties.Keys))}.");
            }
            else if (Read(value, property.PropertyType, inner, faults, property.GetValue(record)) is { } read)
            {
                property.SetValue(record, read);
            }
            else if (Nullable.GetUnderlyingType(property.PropertyType) is not null)
            {
                property.SetValue(record, null);
            }
        }

        return record;
    }

    // A default may be shared by all records that have it. Records know how to copy themselves; what cannot be copied is made anew.
    private static object Copy(object standing) =>
        standing.GetType().GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance)?.Invoke(standing, null) ?? Activator.CreateInstance(standing.GetType())!;

    private static object? ReadList(SpecNode node, Type type, Type item, string path, List<string> faults)
    {
        if (node is not SpecList list)
        {
            return Fault(node, path, $"a list of {Describe(item)}", faults);
        }

        var items = list.Items.Select((n, i) => Read(n, item, $"{path}[{i}]", faults)).ToList();
        if (items.Contains(null))
        {
            return null;
        }

        var array = Array.CreateInstance(item, items.Count);
        ((ICollection)items).CopyTo(array, 0);
        return type.IsAssignableFrom(array.GetType()) ? array : throw new NotSupportedException($"An option of type {type} cannot be written in a spec.");
    }

    private static SeedList? ReadSeeds(SpecNode node, string path, List<string> faults)
    {
        if (node is SpecList { Items.Count: > 0 } list)
        {
            return ReadSeedList(list, path, faults);
        }

        return node is SpecScalar && ReadScalar(node, typeof(ulong), path, []) is ulong count and > 0 and <= MostSeeds
            ? new SeedList([.. Enumerable.Range(0, (int)count).Select(i => (ulong)i)])
            : (SeedList?)Fault(node, path, $"how many seeds (1 to {MostSeeds}), or a list of different seeds of 0 or more", faults);
    }

    private static SeedList? ReadSeedList(SpecList list, string path, List<string> faults)
    {
        var before = faults.Count;
        var seeds = list.Items.Select((item, i) => Read(item, typeof(ulong), $"{path}[{i}]", faults)).ToList();
        if (faults.Count > before)
        {
            return null;
        }

        var twice = seeds.Index().FirstOrDefault(s => seeds.IndexOf(s.Item) < s.Index);
        if (twice.Item is not null)
        {
            faults.Add($"{list.Items[twice.Index].Place}: {path} has the seed {twice.Item} twice; each run needs a seed of its own.");
            return null;
        }

        return new SeedList([.. seeds.Cast<ulong>()]);
    }

    private static object? Fault(SpecNode node, string path, string expected, List<string> faults)
    {
        var found = node switch
        {
            SpecScalar { IsNull: true } => "nothing",
            SpecScalar scalar => $"'{scalar.Text}'",
            SpecList => "a list",
            _ => "a map",
        };
        faults.Add($"{node.Place}: {(path.Length == 0 ? "the spec" : path)} must be {expected}, not {found}.");
        return null;
    }

    /// <summary>The key under which a property stands in a spec.</summary>
    internal static string KeyOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The properties of an options record that a spec may set.</summary>
    internal static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.SetMethod!.IsPublic);

    internal static bool IsList(Type type, out Type item)
    {
        item = type.IsArray ? type.GetElementType()!
            : type.IsGenericType && type.GetGenericTypeDefinition() is var d && (d == typeof(IReadOnlyList<>) || d == typeof(IReadOnlyCollection<>) || d == typeof(IEnumerable<>))
                ? type.GetGenericArguments()[0] : typeof(void);
        return item != typeof(void);
    }

    internal static string Kebab(object value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);

    // What is too large is a whole number all the same.
    private static string DescribeRange(Type type) => type switch
    {
        _ when type == typeof(int) => $"a whole number from {int.MinValue} to {int.MaxValue}",
        _ when type == typeof(long) => $"a whole number from {long.MinValue} to {long.MaxValue}",
        _ when type == typeof(ulong) => $"a whole number from 0 to {ulong.MaxValue}",
        _ => Describe(type),
    };

    private static bool IsWhole(string text) => text.AsSpan().TrimStart('-') is { Length: > 0 } digits && digits.IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(ulong) => "a whole number of 0 or more",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(string) => "text",
        _ when type == typeof(TimeSpan) => "a time as hours:minutes:seconds, such as 00:10:00",
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetValues(type).Cast<object>().Select(Kebab)),
        _ => "a map",
    };

    private static bool IsNumber(string text, out double value) => double.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);
}
