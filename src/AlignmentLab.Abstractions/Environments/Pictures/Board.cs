namespace AlignmentLab.Environments.Pictures;

/// <summary>A grid of characters, one a cell: a gridworld.</summary>
public sealed record Board : Picture
{
    /// <summary>As many rows, and as many columns, as a board may have.</summary>
    public const int MostCells = 64;

    /// <param name="summary">See <see cref="Picture"/>.</param>
    /// <param name="rows">From top to bottom, of one length: 1 to <see cref="MostCells"/> characters each. A blank is an empty cell.</param>
    /// <param name="legend">What the characters mean; one that is not in it is part of the ground.</param>
    /// <exception cref="ArgumentException">There are no rows or too many, their lengths differ, or the legend names a character twice.</exception>
    public Board(string summary, IReadOnlyList<string> rows, IReadOnlyList<BoardLegend> legend)
        : base(summary)
    {
        if (rows.Count is 0 or > MostCells || rows[0].Length is 0 or > MostCells || rows.Any(r => r.Length != rows[0].Length))
        {
            throw new ArgumentException($"A board has 1 to {MostCells} rows of one length, 1 to {MostCells}; here are {rows.Count} of {string.Join(", ", rows.Take(5).Select(r => r.Length))}.", nameof(rows));
        }

        if (legend.DistinctBy(l => l.Glyph).Count() != legend.Count)
        {
            throw new ArgumentException("The legend of a board names each character once.", nameof(legend));
        }

        (Rows, Legend) = (rows, legend);
    }

    /// <summary>From top to bottom, of one length.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>What the characters mean.</summary>
    public IReadOnlyList<BoardLegend> Legend { get; }

    /// <summary>The tone of a character.</summary>
    public Tone ToneOf(char glyph)
    {
        foreach (var entry in Legend)
        {
            if (entry.Glyph == glyph)
            {
                return entry.Tone;
            }
        }

        return Tone.Ground;
    }

    /// <summary>The rows, and under them the characters that occur with their meaning.</summary>
    public override IReadOnlyList<string> ToLines() =>
        [.. Rows, .. Legend.Where(l => Rows.Any(r => r.Contains(l.Glyph))).Select(l => $"{l.Glyph}  {l.Meaning}")];
}

/// <summary>What a character on a <see cref="Board"/> means.</summary>
/// <param name="Meaning">In a few words, such as <c>the agent</c>.</param>
public sealed record BoardLegend(char Glyph, string Meaning, Tone Tone);
