namespace AlignmentLab.Judges;

/// <summary>
/// The judge that people are: a spec names it <c>human</c>. They compare and answer in the inbox, which may take days; a run
/// waits for them, in this process or in a later one.
/// </summary>
public static class HumanJudge
{
    public const string Name = "human";

    /// <summary>Whether people are this judge.</summary>
    public static bool Is(JudgeRef judge) => judge.Name == Name;
}

/// <summary>Options of <see cref="HumanJudge"/>.</summary>
public sealed record HumanJudgeOptions
{
    /// <summary>
    /// How many people answer each pair or question, from 1 to 9. What most of them say counts (of equals, what was said first);
    /// of texts and decompositions the first. Everybody's answer is recorded.
    /// </summary>
    public int AnswersPerQuery { get; init; } = 1;
}
