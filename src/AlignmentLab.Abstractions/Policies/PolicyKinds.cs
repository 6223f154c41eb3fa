using System.Reflection;
using System.Text.Json.Serialization;
using AlignmentLab.Serialization;

namespace AlignmentLab.Policies;

/// <summary>The kinds of policy that events may name: the ones of this assembly and those that plugins register.</summary>
public static class PolicyKinds
{
    private static readonly KindTable<Policy> Table = new(
        type => type.GetCustomAttribute<PolicyKindAttribute>()?.Kind,
        typeof(ExpertPolicy), typeof(LearnedPolicy), typeof(MixturePolicy), typeof(UniformPolicy), typeof(ErringPolicy), typeof(TabularPolicy), typeof(SoftmaxPolicy), typeof(PhasedPolicy),
        typeof(WeightedPolicy), typeof(NoisyPolicy), typeof(EnsemblePolicy), typeof(GreedyReturnPolicy));

    /// <summary>Adds a plugin's kind.</summary>
    /// <exception cref="ArgumentException">The type has no <see cref="PolicyKindAttribute"/>, or another type has the same kind.</exception>
    public static void Register(Type policy) => Table.Register(policy);

    /// <summary>Reads and writes them.</summary>
    internal static JsonConverter Converter => Table;
}
