using System.Reflection;
using System.Text.Json.Serialization;
using AlignmentLab.Serialization;

namespace AlignmentLab.Rewards;

/// <summary>The kinds of reward source that events may name: the ones of this assembly and those that plugins register.</summary>
public static class RewardKinds
{
    private static readonly KindTable<RewardSource> Table = new(
        type => type.GetCustomAttribute<RewardKindAttribute>()?.Kind, typeof(EnvironmentReward), typeof(LearnedReward), typeof(JudgeReward));

    /// <summary>Adds a plugin's kind.</summary>
    /// <exception cref="ArgumentException">The type has no <see cref="RewardKindAttribute"/>, or another type has the same kind.</exception>
    public static void Register(Type source) => Table.Register(source);

    /// <summary>Reads and writes them.</summary>
    internal static JsonConverter Converter => Table;
}
