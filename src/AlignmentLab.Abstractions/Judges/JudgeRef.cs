using System.Text.Json.Nodes;

namespace AlignmentLab.Judges;

/// <summary>
/// A judge as specs and events name it: its registered name and its options. Judges compare fragments of rollouts or answer
/// questions; <see cref="HumanJudge"/> does both. As an option of an algorithm it is written as a name, or as a map of name and
/// options; a submitted run holds it with all its options.
/// </summary>
public sealed record JudgeRef(string Name, JsonObject Options)
{
    /// <summary>A judge with its default options.</summary>
    public static JudgeRef Of(string name) => new(name, []);

    public bool Equals(JudgeRef? other) =>
        other is not null && Name == other.Name && JsonNode.DeepEquals(Options, other.Options);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
