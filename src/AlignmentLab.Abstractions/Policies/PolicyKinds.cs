using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace AlignmentLab.Policies;

/// <summary>The kinds of policy that events may name: the ones of this assembly and those that plugins register.</summary>
public static class PolicyKinds
{
    private static readonly ConcurrentDictionary<string, Type> ByKind = new(StringComparer.Ordinal)
    {
        [KindOf(typeof(ExpertPolicy))] = typeof(ExpertPolicy),
        [KindOf(typeof(LearnedPolicy))] = typeof(LearnedPolicy),
        [KindOf(typeof(MixturePolicy))] = typeof(MixturePolicy),
        [KindOf(typeof(UniformPolicy))] = typeof(UniformPolicy),
        [KindOf(typeof(ErringPolicy))] = typeof(ErringPolicy),
    };

    /// <summary>Adds a plugin's kind. It must happen before the first event is read or written.</summary>
    /// <exception cref="ArgumentException">The type has no <see cref="PolicyKindAttribute"/>, or another type has the same kind.</exception>
    public static void Register(Type policy)
    {
        var kind = KindOf(policy);
        if (ByKind.GetOrAdd(kind, policy) != policy)
        {
            throw new ArgumentException($"The policy kind '{kind}' is taken by {ByKind[kind]}.", nameof(policy));
        }
    }

    internal static void AddDiscriminators(JsonTypeInfo type)
    {
        if (type.Type != typeof(Policy))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var (kind, policy) in ByKind.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(policy, kind));
        }
    }

    private static string KindOf(Type policy) => policy.GetCustomAttribute<PolicyKindAttribute>()?.Kind
        ?? throw new ArgumentException($"{policy} has no [PolicyKind].", nameof(policy));
}
