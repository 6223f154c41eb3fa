using System.Text.Json.Nodes;
using AlignmentLab.Policies;

namespace AlignmentLab.Experts;

/// <summary>An expert as events name it: its registered name and its resolved options.</summary>
public sealed record ExpertRef(string Name, JsonObject Options)
{
    /// <summary>The expert acting by itself.</summary>
    public Policy AsPolicy() => new ExpertPolicy(this);

    public bool Equals(ExpertRef? other) =>
        other is not null && Name == other.Name && JsonNode.DeepEquals(Options, other.Options);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
