using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AlignmentLab.Serialization;

/// <summary>
/// The kinds of one sort of data that events may name, such as policies: those of this assembly and those that plugins
/// register. In JSON the kind stands in the property <c>kind</c>.
/// </summary>
/// <param name="kindOf">The stored name of a type; null where it has none.</param>
internal sealed class KindTable<TBase>(Func<Type, string?> kindOf, params Type[] own)
{
    private readonly ConcurrentDictionary<string, Type> _byKind = new(
        own.Select(type => KeyValuePair.Create(Named(kindOf, type), type)), StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The type has no kind, or another type has the same.</exception>
    public void Register(Type type)
    {
        var kind = Named(kindOf, type);
        if (_byKind.GetOrAdd(kind, type) != type)
        {
            throw new ArgumentException($"The kind '{kind}' is taken by {_byKind[kind]}.", nameof(type));
        }
    }

    public void AddDiscriminators(JsonTypeInfo type)
    {
        if (type.Type != typeof(TBase))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var (kind, derived) in _byKind.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(derived, kind));
        }
    }

    private static string Named(Func<Type, string?> kindOf, Type type) =>
        kindOf(type) ?? throw new ArgumentException($"{type} has no kind.", nameof(type));
}
