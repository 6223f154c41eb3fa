namespace AlignmentLab.Dashboard.Sessions;

/// <summary>Specs that somebody can start from.</summary>
public interface ISpecExamples
{
    /// <summary>By name; one at least.</summary>
    IReadOnlyList<SpecExample> All { get; }
}

/// <param name="Name">Such as <c>dagger-cartpole</c>.</param>
/// <param name="Text">YAML.</param>
public sealed record SpecExample(string Name, string Text);
