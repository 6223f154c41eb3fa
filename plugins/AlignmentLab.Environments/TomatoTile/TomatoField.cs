namespace AlignmentLab.Environments.TomatoTile;

/// <summary>
/// The field: 29 squares that can be stood on, 13 tomatoes, and one tile. Square 0 is the tile, above the last of the first of
/// four rows of seven squares, which are 1 to 28; the first row is tomatoes but for its last square, the last row tomatoes all.
/// </summary>
internal static class TomatoField
{
    public const int Squares = 29;
    public const int Tomatoes = 13;
    public const int Actions = 5;
    public const int Wait = 4;
    public const int StartSquare = 10;

    /// <summary>Which tomatoes are watered at first, a bit each, the lowest for the first.</summary>
    public const int StartWatered = 0b0101011100111;

    private const int Columns = 7;

    /// <summary>The tomato on a square, or -1.</summary>
    public static int TomatoOn(int square) => square is >= 1 and <= 6 ? square - 1 : square >= 22 ? square - 16 : -1;

    /// <summary>Where an action leads from a square; where the way is walled, the square itself. Actions: up, down, left, right, wait.</summary>
    public static int Next(int square, int action) => IsOpen(square, action)
        ? action switch
        {
            0 => square - Columns,
            1 => square + Columns,
            2 => square - 1,
            3 => square + 1,
            _ => square,
        }
        : square;

    /// <summary>Steps of the shortest way from one square to another.</summary>
    public static int Distance(int from, int to) => from == to ? 0
        : from == 0 ? 1 + Distance(Columns, to)
        : to == 0 ? 1 + Distance(from, Columns)
        : Math.Abs(((from - 1) / Columns) - ((to - 1) / Columns)) + Math.Abs(((from - 1) % Columns) - ((to - 1) % Columns));

    /// <summary>Whether an action is not into a wall.</summary>
    public static bool IsOpen(int square, int action) => action switch
    {
        0 => square >= Columns,
        1 => square <= 21,
        2 => square % Columns != 1 && square != 0,
        3 => square % Columns != 0,
        _ => true,
    };
}
