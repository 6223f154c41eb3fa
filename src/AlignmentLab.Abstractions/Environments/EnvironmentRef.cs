using System.Text.Json.Nodes;
using AlignmentLab.Environments.Pictures;

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
public sealed record EnvironmentInfo(EnvironmentRef Reference, Space ObservationSpace, Space ActionSpace, int MaxSteps)
{
    /// <summary>What the entries of an observation are, for texts that people read; empty where the environment does not say.</summary>
    public IReadOnlyList<Quantity> ObservationEntries { get; init; } = [];

    /// <summary>What may be known of the environment that a reference names.</summary>
    /// <param name="environment">An instance of it.</param>
    public static EnvironmentInfo Of(EnvironmentRef reference, IEnvironment environment) =>
        new(reference, environment.ObservationSpace, environment.ActionSpace, environment.MaxSteps)
        {
            ObservationEntries = environment is IDescribedEnvironment described ? described.ObservationEntries : [],
        };
}
