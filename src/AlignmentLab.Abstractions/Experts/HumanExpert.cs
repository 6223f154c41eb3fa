namespace AlignmentLab.Experts;

/// <summary>
/// The expert that people are: a spec names it <c>human</c>, for any environment. Its labels are given through the inbox, which
/// may take days; a run waits for them, in this process or in a later one.
/// </summary>
public static class HumanExpert
{
    public const string Name = "human";

    /// <summary>What stands for the environment of an expert that is one for all.</summary>
    public const string AnyEnvironment = "*";

    /// <summary>Whether people give this expert's labels.</summary>
    public static bool Is(ExpertRef expert) => expert.Name == Name;
}

/// <summary>Options of <see cref="HumanExpert"/>.</summary>
public sealed record HumanExpertOptions
{
    /// <summary>The scripted expert that acts where an algorithm lets the expert act: people label states, and do not steer.</summary>
    public string? ActsAs { get; init; }

    /// <summary>
    /// How many people answer each state, from 1 to 9. The label is what most of them say (of equals, what was said first), or
    /// where actions are continuous the mean.
    /// </summary>
    public int AnswersPerState { get; init; } = 1;
}
