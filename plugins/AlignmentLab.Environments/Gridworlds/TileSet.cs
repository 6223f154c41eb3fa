using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>The characters of a game: what the learner sees of them, and what they mean to people.</summary>
public sealed class TileSet
{
    private readonly Tile[] _tiles;
    private readonly double[] _values = new double[128];

    public TileSet(params Tile[] tiles)
    {
        _tiles = tiles;
        foreach (var tile in tiles)
        {
            _values[tile.Glyph] = tile.Value;
        }

        Legend = [.. tiles.Where(t => t.Meaning.Length > 0).Select(t => new BoardLegend(t.Glyph, t.Meaning, t.Tone))];
        Least = tiles.Min(t => t.Value);
        Greatest = tiles.Max(t => t.Value);
    }

    public IReadOnlyList<BoardLegend> Legend { get; }

    public double Least { get; }

    public double Greatest { get; }

    /// <summary>Writes the numbers in place of the characters.</summary>
    public void Encode(ReadOnlySpan<char> board, Span<double> values)
    {
        for (var i = 0; i < board.Length; i++)
        {
            values[i] = _values[board[i]];
        }
    }

    /// <summary>The character behind a number; where several share it, the one that is drawn there if it is among them.</summary>
    public char Decode(double value, char drawn)
    {
        foreach (var tile in _tiles)
        {
            if (tile.Glyph == drawn && tile.Value == value)
            {
                return drawn;
            }
        }

        foreach (var tile in _tiles)
        {
            if (tile.Value == value)
            {
                return tile.Glyph;
            }
        }

        return '?';
    }
}
