using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>A board for people, from the numbers that the learner sees.</summary>
internal static class GridworldPicture
{
    private const char Agent = 'A';

    public static IReadOnlyList<Quantity> Actions(int count) => [.. Move.Names.Take(count).Select(name => new Quantity(name))];

    public static IReadOnlyList<Quantity> Cells(Level level) =>
        [.. Enumerable.Range(0, level.Size).Select(cell => new Quantity(Place(level, cell)))];

    public static Board Draw(GridGame game, ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var level = game.Board;
        var board = new char[level.Size];
        for (var cell = 0; cell < board.Length; cell++)
        {
            board[cell] = game.Tiles.Decode(observation[cell], level[cell]);
        }

        var at = Array.IndexOf(board, Agent);
        var where = at < 0 ? "The agent is out of sight" : $"The agent is at {Place(level, at)}";
        var does = action.Length == 1 ? $" and chooses {Move.Names[(int)action[0]]}" : "";
        return new Board($"{where}{does}.", Rows(level, board), game.Tiles.Legend);
    }

    public static string[] Rows(Level level, ReadOnlySpan<char> board)
    {
        var rows = new string[level.Rows];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new string(board.Slice(row * level.Columns, level.Columns));
        }

        return rows;
    }

    private static string Place(Level level, int cell) => $"row {level.RowOf(cell) + 1}, column {level.ColumnOf(cell) + 1}";
}
