namespace AlignmentLab.Environments.Gridworlds;

/// <summary>
/// A level as drawn: what lies where when an episode begins. Cells are numbered row by row from the top left: row times
/// columns plus column.
/// </summary>
public sealed class Level
{
    public const char Wall = '#';
    public const char Floor = ' ';

    private readonly char[] _art;
    private readonly char[] _ground;
    private readonly int[] _neighbours;
    private readonly int[] _walks;

    /// <param name="things">The characters of what moves, appears or vanishes: floor lies under it.</param>
    /// <param name="rows">From the top, of one length.</param>
    public Level(string things, params string[] rows)
    {
        (Rows, Columns) = (rows.Length, rows[0].Length);
        _art = string.Concat(rows).ToCharArray();
        _ground = Array.ConvertAll(_art, glyph => things.Contains(glyph) ? Floor : glyph);
        _neighbours = new int[(Move.Directions + 1) * Size];
        for (var i = 0; i < _neighbours.Length; i++)
        {
            _neighbours[i] = NeighbourOf(i % Size, i / Size);
        }

        _walks = [.. _neighbours.Select((to, i) => _art[to] == Wall ? i % Size : to)];
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>How many cells there are.</summary>
    public int Size => Rows * Columns;

    /// <summary>The level as drawn.</summary>
    public ReadOnlySpan<char> Art => _art;

    /// <summary>What stays: walls, floor and fixed places.</summary>
    public ReadOnlySpan<char> Ground => _ground;

    /// <summary>What is drawn on a cell.</summary>
    public char this[int cell] => _art[cell];

    /// <summary>The cell beside a cell, walls or not; the cell itself at the edge of the board.</summary>
    public int Neighbour(int cell, int move) => _neighbours[(move * Size) + cell];

    /// <summary>Where a walk leads that only walls stop.</summary>
    public int Walk(int cell, int move) => _walks[(move * Size) + cell];

    public int RowOf(int cell) => cell / Columns;

    public int ColumnOf(int cell) => cell % Columns;

    /// <summary>The first cell on which a character is drawn; -1: none.</summary>
    public int Find(char glyph) => Array.IndexOf(_art, glyph);

    /// <summary>The cells on which one of these characters is drawn, row by row.</summary>
    public int[] FindAll(string glyphs) => [.. Enumerable.Range(0, Size).Where(cell => glyphs.Contains(_art[cell]))];

    private int NeighbourOf(int cell, int move)
    {
        var (row, column) = (RowOf(cell), ColumnOf(cell));
        var (toRow, toColumn) = move switch
        {
            Move.Up => (row - 1, column),
            Move.Down => (row + 1, column),
            Move.Left => (row, column - 1),
            Move.Right => (row, column + 1),
            _ => (row, column),
        };
        return toRow >= 0 && toRow < Rows && toColumn >= 0 && toColumn < Columns ? (toRow * Columns) + toColumn : cell;
    }
}
