using System.Collections.Concurrent;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlignmentLab.Serialization;

/// <summary>
/// The kinds of one sort of data that events may name, such as policies: those of this assembly and those that plugins
/// register. In JSON the kind stands first, in the property <c>kind</c>. It asks the table each time, where the serializer's own
/// polymorphism would fix the kinds at its first use and so leave out plugins that are loaded after it.
/// </summary>
/// <param name="kindOf">The stored name of a type; null where it has none.</param>
internal sealed class KindTable<TBase>(Func<Type, string?> kindOf, params Type[] own) : JsonConverter<TBase>
    where TBase : class
{
    private const string Discriminator = "kind";

    private readonly ConcurrentDictionary<string, Type> _byKind = new(
        own.Select(type => KeyValuePair.Create(Named(kindOf, type), type)), StringComparer.Ordinal);

    /// <summary>Adds a kind. Of a plugin that is loaded again, the new types take the place of the old, but for those that the process itself refers to.</summary>
    /// <exception cref="ArgumentException">The type has no kind, or another type has the same.</exception>
    public void Register(Type type)
    {
        var kind = Named(kindOf, type);
        var taken = _byKind.GetOrAdd(kind, type);
        if (taken.FullName != type.FullName || taken.Assembly.GetName().Name != type.Assembly.GetName().Name)
        {
            throw new ArgumentException($"The kind '{kind}' is taken by {taken}.", nameof(type));
        }

        if (AssemblyLoadContext.GetLoadContext(taken.Assembly) != AssemblyLoadContext.Default)
        {
            _byKind[kind] = type;
        }
    }

    public override TBase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        var kind = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(Discriminator, out var named) ? named.GetString() : null;
        return kind is not null && _byKind.TryGetValue(kind, out var type)
            ? (TBase)element.Deserialize(type, options)!
            : throw new JsonException($"'{kind}' is no kind of {typeof(TBase).Name} of the plugins that are loaded.");
    }

    public override void Write(Utf8JsonWriter writer, TBase value, JsonSerializerOptions options)
    {
        var kind = kindOf(value.GetType());
        if (kind is null || _byKind.GetValueOrDefault(kind)?.FullName != value.GetType().FullName)
        {
            throw new NotSupportedException($"{value.GetType()} is not registered as a kind of {typeof(TBase).Name}.");
        }

        writer.WriteStartObject();
        writer.WriteString(Discriminator, kind);
        foreach (var property in JsonSerializer.SerializeToElement(value, value.GetType(), options).EnumerateObject())
        {
            property.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static string Named(Func<Type, string?> kindOf, Type type) =>
        kindOf(type) ?? throw new ArgumentException($"{type} has no kind.", nameof(type));
}
