namespace AlignmentLab.Environments.Gridworlds;

/// <summary>The actions of a gridworld, numbered as in the original.</summary>
internal static class Move
{
    public const int Up = 0;
    public const int Down = 1;
    public const int Left = 2;
    public const int Right = 3;

    /// <summary>No-op: only where a game offers it.</summary>
    public const int Stay = 4;

    /// <summary>The four that every game has.</summary>
    public const int Directions = 4;

    public static IReadOnlyList<string> Names { get; } = ["up", "down", "left", "right", "stay"];

    /// <summary>The other way; the opposite of staying is staying.</summary>
    public static int Opposite(int move) => move == Stay ? Stay : move ^ 1;
}
