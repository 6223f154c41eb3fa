using System.Collections.Concurrent;
using System.Reflection;

namespace AlignmentLab.Events;

/// <summary>Gives a payload record its stored, versioned name, such as <c>run-submitted.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StoredEventAttribute(string type) : Attribute
{
    private static readonly ConcurrentDictionary<Type, string> Known = new();

    public string Type { get; } = type;

    /// <exception cref="ArgumentException">The type has no <see cref="StoredEventAttribute"/>.</exception>
    public static string NameOf(Type payload) => Known.GetOrAdd(payload, type => type.GetCustomAttribute<StoredEventAttribute>()?.Type
        ?? throw new ArgumentException($"{type} has no [StoredEvent] attribute.", nameof(payload)));
}
