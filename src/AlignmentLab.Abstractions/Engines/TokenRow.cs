using System.Numerics;

namespace AlignmentLab.Engines;

/// <summary>A sequence as a row of numbers: its tokens, then -1 up to the width of the inputs (see <see cref="ISequenceModel"/>).</summary>
public static class TokenRow
{
    /// <summary>Tokens of a row, the mark of the beginning among them: what stands before the first negative number.</summary>
    public static int Length<T>(ReadOnlySpan<T> row)
        where T : INumber<T>
    {
        var length = 0;
        while (length < row.Length && row[length] >= T.Zero)
        {
            length++;
        }

        return length;
    }
}
