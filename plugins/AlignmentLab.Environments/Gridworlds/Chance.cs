namespace AlignmentLab.Environments.Gridworlds;

/// <summary>
/// How a game asks for chance: each question takes one uniform draw, in the order of the original's calls of numpy's global
/// generator. The same game can thus be played from a source of draws, or asked for all that may happen.
/// </summary>
public abstract class Chance
{
    /// <summary>Whether a draw lies below a threshold: numpy's <c>rand() &lt; p</c>.</summary>
    public abstract bool Below(double probability);

    /// <summary>Whether a draw is at most a threshold: numpy's <c>rand() &lt;= p</c>.</summary>
    public abstract bool AtMost(double probability);

    /// <summary>One of several, evenly: the draw times their number, rounded down; numpy's <c>choice</c>.</summary>
    public abstract int Choice(int count);
}
