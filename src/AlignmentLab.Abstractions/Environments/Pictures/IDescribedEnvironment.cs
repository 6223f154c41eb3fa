namespace AlignmentLab.Environments.Pictures;

/// <summary>An environment that names the numbers it deals in, for people. Optional: without it they are numbered.</summary>
public interface IDescribedEnvironment
{
    /// <summary>The entries of an observation, in its order (<see cref="IEnvironment.ObservationSpace"/>'s dimension).</summary>
    IReadOnlyList<Quantity> ObservationEntries { get; }

    /// <summary>For discrete actions the choices from 0 on, such as <c>push left</c>; else the entries of an action, in its order.</summary>
    IReadOnlyList<Quantity> ActionEntries { get; }
}

/// <summary>What a number is.</summary>
/// <param name="Name">In a few words, such as <c>pole angle</c>.</param>
/// <param name="Unit">Such as <c>rad/s</c>; empty where it has none.</param>
public sealed record Quantity(string Name, string Unit = "")
{
    /// <summary>The name, with the unit in brackets.</summary>
    public override string ToString() => Unit.Length == 0 ? Name : $"{Name} ({Unit})";
}
