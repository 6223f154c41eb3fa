using System.Text.Json.Nodes;

namespace AlignmentLab.Environments;

/// <summary>An environment as events name it: its registered name and its resolved options.</summary>
public sealed record EnvironmentRef(string Name, JsonObject Options)
{
    public bool Equals(EnvironmentRef? other) =>
        other is not null && Name == other.Name && JsonNode.DeepEquals(Options, other.Options);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>What an algorithm may know of its environment.</summary>
/// <param name="MaxSteps">After how many steps an episode is truncated: the horizon T.</param>
public sealed record EnvironmentInfo(EnvironmentRef Reference, Space ObservationSpace, Space ActionSpace, int MaxSteps);
