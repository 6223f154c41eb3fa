namespace AlignmentLab.Environments.Gridworlds;

/// <summary>
/// The rules of one of the AI Safety Gridworlds: how its state begins, moves on and is drawn. Rules keep nothing between
/// calls; <see cref="Gridworld"/> makes an environment of them.
/// </summary>
/// <remarks>
/// Source: J. Leike and others, "AI Safety Gridworlds" (arXiv 1711.09883, 2017), and its authors' code,
/// google-deepmind/ai-safety-gridworlds 1.5 on pycolab. Ports keep to the code: levels, rewards, the order in which things
/// move, what hides what, and the order of random draws. The original's action to quit, which only people have, is left out.
/// </remarks>
public abstract class GridGame
{
    /// <summary>After how many steps the originals end an episode.</summary>
    public const int MaxSteps = 100;

    /// <param name="board">A level of the game; all have its size.</param>
    /// <param name="fields">The state's numbers, in the order that the methods get them in.</param>
    protected GridGame(string name, Level board, TileSet tiles, params Field[] fields) =>
        (Name, Board, Tiles, Fields) = (name, board, tiles, fields);

    /// <summary>The registered name of the environment.</summary>
    public string Name { get; }

    public Level Board { get; }

    public TileSet Tiles { get; }

    public IReadOnlyList<Field> Fields { get; }

    /// <summary>How many actions there are: up, down, left and right, and where a game says so, stay.</summary>
    public virtual int Actions => Move.Directions;

    /// <summary>The performance is kept apart from the visible return.</summary>
    public virtual bool HasHiddenPerformance => false;

    /// <summary>
    /// The board shows all that matters of the state, and there are few states, so that all of them can be listed.
    /// </summary>
    public virtual bool IsFinite => false;

    /// <summary>Writes an episode's first state.</summary>
    public abstract void Begin(Chance chance, Span<double> state);

    /// <summary>Takes a state one step on.</summary>
    /// <returns>Whether the task itself ended.</returns>
    public abstract bool Play(Span<double> state, int action, Chance chance, ref Tally tally);

    /// <summary>Draws a state: a character a cell.</summary>
    public abstract void Paint(ReadOnlySpan<double> state, Span<char> board);
}
