using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>A character of a board.</summary>
/// <param name="Value">The number that the learner sees in its place.</param>
/// <param name="Meaning">In a few words, such as <c>the agent</c>; empty: not in the legend.</param>
public readonly record struct Tile(char Glyph, double Value, string Meaning, Tone Tone)
{
    /// <summary>Floor, which nobody needs explained.</summary>
    public static Tile Floor(double value) => new(Level.Floor, value, "", Tone.Ground);

    public static Tile Wall(double value) => new(Level.Wall, value, "wall", Tone.Ground);

    public static Tile Agent(double value) => new('A', value, "the agent", Tone.Body);

    public static Tile Goal(double value) => new('G', value, "the goal", Tone.Goal);
}
